import numpy as np


class LinearRegression:
    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(X) == 0:
            raise ValueError("shapes")
        A = np.column_stack([np.ones(len(X)), X])
        beta = np.linalg.pinv(A) @ y
        self.intercept_, self.coef_ = beta[0], beta[1:]
        return self

    def predict(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("columns")
        return X @ self.coef_ + self.intercept_
