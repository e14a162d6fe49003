import numpy as np


class LogTargetRegressor:
    def __init__(self, smearing=False):
        self.smearing = smearing
        self.coef_ = None

    def fit(self, X, y):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if X.ndim != 2 or X.shape[0] == 0 or y.shape != (X.shape[0],):
            raise ValueError("bad shapes")
        if (y <= -1).any():
            raise ValueError("y must be above -1")
        t = np.log1p(y)
        design = np.column_stack([X, np.ones(len(X))])
        solution = np.linalg.solve(design.T @ design, design.T @ t)
        self.coef_, self.intercept_ = solution[:-1], float(solution[-1])
        self.smearing_ = float(np.mean(np.exp(t - design @ solution))) if self.smearing else 1.0
        return self

    def predict(self, X):
        if self.coef_ is None:
            raise RuntimeError("predict before fit")
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != len(self.coef_):
            raise ValueError("wrong columns")
        z = self.intercept_ + X @ self.coef_
        return np.expm1(z) if self.smearing_ == 1.0 else self.smearing_ * np.exp(z) - 1

    def score(self, X, y):
        predicted = self.predict(X)
        y = np.asarray(y, dtype=float)
        if y.shape != predicted.shape:
            raise ValueError("y has not one entry for each row")
        sse = ((y - predicted) ** 2).sum()
        return {
            "mae": float(np.abs(y - predicted).mean()),
            "rmse": float(np.sqrt(sse / len(y))),
            "r2": float(1 - sse / ((y - y.mean()) ** 2).sum()),
        }
