"""A function for one fold; rows are predicted one by one."""
import numpy as np


def kfold(n, folds, seed):
    if not (1 < folds <= n):
        raise ValueError("2 <= folds <= n")
    order = np.argsort(np.random.RandomState(seed).rand(n))
    result = []
    start = 0
    for f in range(folds):
        size = n // folds + (1 if f < n % folds else 0)
        test = set(order[start:start + size].tolist())
        start += size
        train = [i for i in range(n) if i not in test]
        result.append((np.array(train, dtype=int), np.array(sorted(test), dtype=int)))
    return result


def _held_out_predictions(make_transformer, make_model, X, y, train, test):
    transformer = make_transformer()
    transformer.fit(X[train], y[train])
    model = make_model()
    model.fit(transformer.transform(X[train]), y[train])
    return [float(model.predict(transformer.transform(X[i:i + 1]))[0]) for i in test]


def cross_validate(make_transformer, make_model, X, y, folds, seed):
    if len(X) != len(y):
        raise ValueError("X and y")
    predictions = [0.0] * len(y)
    scores = []
    for train, test in kfold(len(y), folds, seed):
        found = _held_out_predictions(make_transformer, make_model, X, y, train, test)
        for i, value in zip(test, found):
            predictions[i] = value
        scores.append(sum(abs(v - y[i]) for i, v in zip(test, found)) / len(test))
    return {"predictions": np.array(predictions), "scores": np.array(scores)}
