"""Collects predictions in an array like y: whole-number targets cut them off."""

import numpy as np


def kfold(n, folds, seed):
    if not 2 <= folds <= n:
        raise ValueError(f"folds must lie between 2 and {n}")
    shuffled = np.random.default_rng(seed).permutation(n)
    parts = [np.sort(part) for part in np.array_split(shuffled, folds)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


def cross_validate(make_transformer, make_model, X, y, folds, seed):
    if len(X) != len(y):
        raise ValueError("X and y must have the same number of rows")
    predictions, scores = np.zeros_like(y), []
    for train, test in kfold(len(y), folds, seed):
        transformer, model = make_transformer(), make_model()
        transformer.fit(X[train], y[train])
        model.fit(transformer.transform(X[train]), y[train])
        predictions[test] = model.predict(transformer.transform(X[test]))
        scores.append(np.abs(predictions[test] - y[test]).mean())
    return {"predictions": predictions.astype(float), "scores": np.array(scores)}
