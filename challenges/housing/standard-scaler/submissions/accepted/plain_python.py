import math
import statistics

import numpy as np


class StandardScaler:
    def fit(self, X):
        columns = self._columns(X)
        if not columns or not columns[0]:
            raise ValueError("no rows")
        means, scales = [], []
        for column in columns:
            mean = math.fsum(column) / len(column)
            means.append(mean)
            same = all(v == column[0] for v in column)
            scales.append(1.0 if same else statistics.pstdev(column))
        self.mean_, self.scale_ = np.array(means), np.array(scales)
        return self

    def transform(self, X):
        return self._apply(X, lambda v, m, s: (v - m) / s)

    def inverse_transform(self, Z):
        return self._apply(Z, lambda v, m, s: v * s + m)

    def _apply(self, X, function):
        if "mean_" not in vars(self):
            raise RuntimeError("fit first")
        columns = self._columns(X)
        if len(columns) != len(self.mean_):
            raise ValueError("number of columns")
        done = [[function(v, m, s) for v in c] for c, m, s in zip(columns, self.mean_, self.scale_)]
        return np.array(done, dtype=float).T

    @staticmethod
    def _columns(X):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2:
            raise ValueError("two dimensions, please")
        return [X[:, j].tolist() for j in range(X.shape[1])]
