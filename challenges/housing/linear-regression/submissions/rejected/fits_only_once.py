import numpy as np


class LinearRegression:
    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0:
            raise ValueError("shapes")
        if hasattr(self, "coef_"):
            return self
        mx, my = X.mean(axis=0), y.mean()
        self.coef_ = np.linalg.lstsq(X - mx, y - my, rcond=None)[0]
        self.intercept_ = my - mx @ self.coef_
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("columns")
        return X @ self.coef_ + self.intercept_
