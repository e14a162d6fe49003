import numpy as np


def forward(layers, X):
    layers, X = _network(layers, X)
    return _inputs(layers, X)[-1]


def loss(layers, X, labels, alpha=0.0):
    layers, X = _network(layers, X)
    scores = _inputs(layers, X)[-1]
    labels = _known(labels, scores, alpha)
    penalty = sum((weights**2).sum() for weights, _ in layers)
    return float(-_logs(scores)[labels].mean() + alpha / 2 * penalty)


def gradients(layers, X, labels, alpha=0.0):
    layers, X = _network(layers, X)
    *inputs, scores = _inputs(layers, X)
    labels = _known(labels, scores, alpha)
    arriving = (np.exp(_logs(scores)) - labels) / len(X)
    found, outputs = [], [*inputs[1:], np.ones(scores.shape)]
    while inputs:
        out = outputs.pop()
        given, weights = inputs.pop(), layers.pop()[0]
        found.append((given.T @ arriving + alpha * weights, arriving.sum(axis=0)))
        arriving = (arriving * (out > 0)) @ weights.T
    return found[::-1]


def finite_differences(layers, X, labels, alpha=0.0, h=1e-5):
    layers, X = _network(layers, X)
    found = []
    for layer in layers:
        slopes = []
        for array in layer:
            slopes.append(np.zeros(array.shape))
            for place in np.ndindex(array.shape):
                middle = array[place]
                array[place] = middle + h
                above = loss(layers, X, labels, alpha)
                array[place] = middle - h
                slopes[-1][place] = (above - loss(layers, X, labels, alpha)) / (2 * h)
                array[place] = middle
        found.append(tuple(slopes))
    return found


def relative_error(a, b):
    a, b = _flat(a), _flat(b)
    whole = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / whole) if whole else 0.0


def _flat(gradients):
    return np.concatenate([np.array(array, dtype=float).ravel() for pair in gradients for array in pair])


def _inputs(layers, X):
    """What each layer is given, and the scores at the end."""
    given = [X]
    for number, (weights, biases) in enumerate(layers, 1):
        found = given[-1] @ weights + biases
        given.append(found if number == len(layers) else np.maximum(found, 0))
    return given


def _logs(scores):
    shifted = scores - scores.max(axis=1)[:, None]
    return shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]


def _known(labels, scores, alpha):
    """Which class each row has, as bools of the shape of the scores."""
    labels = np.asarray(labels)
    if labels.shape != (len(scores),) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("one whole number a row is needed as label")
    marks = labels[:, None] == np.arange(scores.shape[1])
    if not marks.any(axis=1).all() or alpha < 0:
        raise ValueError("labels must be classes, and alpha at least 0")
    return marks


def _network(layers, X):
    layers = [(np.array(weights, dtype=float), np.array(biases, dtype=float)) for weights, biases in layers]
    X = np.array(X)
    if not layers or X.ndim != 2 or len(X) == 0:
        raise ValueError("layers and rows are needed")
    width = X.shape[1]
    for weights, biases in layers:
        if weights.ndim != 2 or weights.shape != (width, biases.size) or biases.ndim != 1:
            raise ValueError("the shapes of the layers do not fit")
        width = biases.size
    return layers, X
