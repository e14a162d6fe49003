import numpy as np


class LogTargetRegressor:
    def __init__(self, smearing=False):
        self.smearing = smearing

    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.ndim != 2 or y.shape != X.shape[:1] or len(y) == 0 or y.min() <= -1:
            raise ValueError("X or y")
        self.mean = y.mean()
        t = np.log1p(y)
        mean = X.mean(axis=0)
        self.coef_ = np.linalg.lstsq(X - mean, t - t.mean(), rcond=None)[0]
        self.intercept_ = t.mean() - mean @ self.coef_
        residuals = t - self.logs(X)
        self.smearing_ = np.exp(residuals).mean() if self.smearing else 1.0
        return self

    def logs(self, X):
        if not hasattr(self, "coef_"):
            raise RuntimeError("not fitted")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("X")
        return X @ self.coef_ + self.intercept_

    def predict(self, X):
        return np.expm1(self.logs(X) + np.log(self.smearing_))

    def score(self, X, y):
        predicted, y = self.predict(X), np.asarray(y, dtype=float)
        if y.shape != predicted.shape:
            raise ValueError("y")
        errors = y - predicted
        return {
            "mae": np.abs(errors).mean(),
            "rmse": np.sqrt((errors**2).mean()),
            "r2": 1 - (errors**2).sum() / ((y - self.mean) ** 2).sum(),
        }
