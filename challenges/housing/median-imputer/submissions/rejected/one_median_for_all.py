import warnings

import numpy as np

warnings.simplefilter("ignore")


class MedianImputer:
    def __init__(self, add_indicator=False):
        self.add_indicator = add_indicator

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or len(X) == 0:
            raise ValueError("X")
        self.medians_ = np.full(X.shape[1], np.nanmedian(X))
        self.holes = np.isnan(X).any(axis=0)
        return self

    def transform(self, X):
        if not hasattr(self, "medians_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.medians_):
            raise ValueError("X")
        missing = np.isnan(X)
        filled = np.where(missing, self.medians_, X)
        if self.add_indicator:
            filled = np.hstack([filled, missing[:, self.holes]])
        return filled
