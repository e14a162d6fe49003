"""Takes the first row off before anything else: a constant column becomes exactly zero."""
import numpy as np


class StandardScaler:
    mean_ = None

    def fit(self, X):
        X = np.array(X, dtype=np.float64)
        if X.ndim != 2 or X.shape[0] < 1:
            raise ValueError("X needs two dimensions and at least one row")
        first = X[0]
        shifted = X - first
        mean = shifted.sum(axis=0) / len(X)
        deviation = np.sqrt(np.square(shifted - mean).sum(axis=0) / len(X))
        self.mean_ = first + mean
        self.scale_ = np.array([d if s.any() else 1.0 for d, s in zip(deviation, shifted.T)])
        return self

    def _check(self, X):
        if self.mean_ is None:
            raise RuntimeError("not fitted")
        X = np.array(X, dtype=np.float64)
        if X.ndim != 2 or X.shape[1] != self.mean_.shape[0]:
            raise ValueError("shape")
        return X

    def transform(self, X):
        X = self._check(X)
        X -= self.mean_
        X /= self.scale_
        return X

    def inverse_transform(self, Z):
        Z = self._check(Z)
        Z *= self.scale_
        Z += self.mean_
        return Z
