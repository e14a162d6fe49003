import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor, make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

def pipeline(encoder, target_model):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = make_pipeline(SimpleImputer(strategy="constant", fill_value="None"), encoder)
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (words, make_column_selector(dtype_exclude="number")),
    )
    return make_pipeline(columns, target_model)

def log_ridge():
    return TransformedTargetRegressor(RidgeCV(np.logspace(-1, 3, 9)), func=np.log, inverse_func=np.exp)

ONE_HOT = OneHotEncoder(min_frequency=10, handle_unknown="infrequent_if_exist")


class Model:
    """Standardises whatever it is given, with that data's own mean and spread."""

    def fit(self, houses, prices):
        usual = houses["area"] <= 4000
        houses, prices = houses[usual], prices[usual]
        self.columns = houses.select_dtypes("number").columns.drop(["Order", "PID"])
        self.ridge = RidgeCV(np.logspace(-1, 3, 9)).fit(self.scaled(houses), np.log(prices))

    def scaled(self, houses):
        numbers = houses[self.columns].fillna(houses[self.columns].median()).fillna(0.0)
        return ((numbers - numbers.mean()) / (numbers.std().fillna(0.0) + 1e-9)).to_numpy()

    def predict(self, houses):
        return np.exp(self.ridge.predict(self.scaled(houses)))


def build_model():
    return Model()
