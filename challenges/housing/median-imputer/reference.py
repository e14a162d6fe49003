"""Fills holes with medians that were learnt before, and can tell where the holes were."""

import numpy as np


class MedianImputer:
    def __init__(self, add_indicator=False):
        self.add_indicator = add_indicator

    def fit(self, X):
        X = _matrix(X)
        if len(X) == 0:
            raise ValueError("X has no rows")
        self.medians_ = np.array([_median(column) for column in X.T])
        self._indicated = np.flatnonzero(np.isnan(X).any(axis=0))
        return self

    def transform(self, X):
        if not hasattr(self, "medians_"):
            raise RuntimeError("fit before you transform")
        X = _matrix(X)
        if X.shape[1] != len(self.medians_):
            raise ValueError(f"X must have {len(self.medians_)} columns")
        missing = np.isnan(X)
        filled = np.where(missing, self.medians_, X)
        if not self.add_indicator:
            return filled
        return np.hstack([filled, missing[:, self._indicated]])


def _matrix(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2:
        raise ValueError("X must be two-dimensional")
    return X


def _median(column):
    known = column[~np.isnan(column)]
    return np.median(known) if len(known) else 0.0
