"""pandas dummies, own standardisation, ridge in closed form."""
import numpy as np
import pandas as pd


class Model:
    def __init__(self, alpha=12.0):
        self.alpha = alpha

    def _frame(self, houses):
        houses = houses.drop(columns=["Order", "PID"]).copy()
        houses["MS.SubClass"] = houses["MS.SubClass"].astype(str)
        text = [c for c in houses if not pd.api.types.is_numeric_dtype(houses[c])]
        numbers = houses.drop(columns=text).astype(float)
        dummies = pd.get_dummies(houses[text].fillna("None"), dtype=float)
        return numbers, dummies

    def fit(self, houses, prices):
        small = (houses["area"] < 4000).to_numpy()
        houses, prices = houses[small], prices[small]
        numbers, dummies = self._frame(houses)
        self.median = numbers.median()
        self.known = dummies.columns[dummies.sum() >= 8]
        X = self._matrix(numbers, dummies)
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1.0
        Z = (X - self.mean) / self.std
        y = np.log(prices.to_numpy())
        self.offset = y.mean()
        self.weights = np.linalg.solve(Z.T @ Z + self.alpha * 4 * np.eye(Z.shape[1]), Z.T @ (y - self.offset))
        return self

    def _matrix(self, numbers, dummies):
        return np.hstack([numbers.fillna(self.median), dummies.reindex(columns=self.known, fill_value=0.0)])

    def predict(self, houses):
        Z = (self._matrix(*self._frame(houses)) - self.mean) / self.std
        return np.exp(self.offset + Z @ self.weights)


def build_model():
    return Model()
