import warnings

import numpy as np


class MedianImputer:
    def __init__(self, add_indicator=False):
        self.add_indicator = add_indicator
        self.medians_ = None

    def fit(self, X):
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[0] == 0:
            raise ValueError("X must be a matrix with rows")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            medians = np.nanmedian(X, axis=0)
        self.medians_ = np.nan_to_num(medians, nan=0.0)
        self.had_holes_ = np.isnan(X).any(axis=0)
        return self

    def transform(self, X):
        if self.medians_ is None:
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != self.medians_.size:
            raise ValueError("wrong shape")
        holes = np.isnan(X)
        rows, columns = np.nonzero(holes)
        X[rows, columns] = self.medians_[columns]
        if self.add_indicator:
            X = np.concatenate([X, holes[:, self.had_holes_].astype(float)], axis=1)
        return X
