"""Gives every row the number of its fold, and works with masks."""
import random

import numpy as np


def _numbers(n, folds, seed):
    if folds < 2 or folds > n:
        raise ValueError("folds")
    numbers = [i % folds for i in range(n)]
    random.Random(seed).shuffle(numbers)
    return np.array(numbers)


def kfold(n, folds, seed):
    numbers = _numbers(n, folds, seed)
    return [(np.nonzero(numbers != f)[0], np.nonzero(numbers == f)[0]) for f in range(folds)]


def cross_validate(make_transformer, make_model, X, y, folds, seed):
    X, y = np.array(X), np.array(y)
    if X.shape[0] != y.shape[0]:
        raise ValueError("lengths")
    numbers = _numbers(len(X), folds, seed)
    predictions = np.full(len(X), np.nan)
    for f in range(folds):
        held_out = numbers == f
        transformer = make_transformer().fit(X[~held_out], y[~held_out])
        model = make_model().fit(transformer.transform(X[~held_out]), y[~held_out])
        predictions[held_out] = model.predict(transformer.transform(X[held_out]))
    errors = abs(predictions - y)
    return {"predictions": predictions, "scores": np.array([errors[numbers == f].mean() for f in range(folds)])}
