from collections import Counter


def _pairs(y_true, y_pred):
    sides = []
    for labels in (y_true, y_pred):
        if hasattr(labels, "tolist"):
            labels = labels.tolist()
        if not isinstance(labels, (list, tuple)) or any(isinstance(x, (list, tuple)) for x in labels):
            raise ValueError("one dimension, please")
        sides.append(labels)
    if len(sides[0]) != len(sides[1]) or not sides[0]:
        raise ValueError("need as many predictions as labels, and at least one")
    return Counter(zip(*sides))


def _score(pairs, positive):
    hit = called = actual = 0
    for (t, p), n in pairs.items():
        hit += n * (t == positive and p == positive)
        called += n * (p == positive)
        actual += n * (t == positive)
    precision = hit / called if called else 0.0
    recall = hit / actual if actual else 0.0
    f = 2 * precision * recall / (precision + recall) if hit else 0.0
    return precision, recall, f


def precision(y_true, y_pred, positive=1):
    return _score(_pairs(y_true, y_pred), positive)[0]


def recall(y_true, y_pred, positive=1):
    return _score(_pairs(y_true, y_pred), positive)[1]


def f1(y_true, y_pred, positive=1):
    return _score(_pairs(y_true, y_pred), positive)[2]


def macro_f1(y_true, y_pred):
    pairs = _pairs(y_true, y_pred)
    labels = {label for pair in pairs for label in pair}
    return sum(_score(pairs, label)[2] for label in labels) / len(labels)
