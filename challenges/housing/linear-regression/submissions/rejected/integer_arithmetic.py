import numpy as np


class LinearRegression:
    def fit(self, X, y):
        self.dtype = np.asarray(X).dtype
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0:
            raise ValueError("shapes")
        mx, my = X.mean(axis=0), y.mean()
        coef = np.linalg.lstsq(X - mx, y - my, rcond=None)[0]
        self.coef_ = np.zeros(X.shape[1], dtype=self.dtype)
        self.coef_[:] = coef
        self.intercept_ = my - mx @ self.coef_
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("columns")
        return X @ self.coef_ + self.intercept_
