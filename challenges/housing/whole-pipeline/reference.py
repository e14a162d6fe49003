"""Ridge regression on the logarithm of the price, everything inside one pipeline.

The same choices as in the housing project, in one file: "none" is a category, rare categories share a column, and the
few very large houses do not take part in training.
"""

import numpy as np
from sklearn.compose import TransformedTargetRegressor, make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

IDENTIFIERS = ["Order", "PID"]
LARGE_SQFT = 4000


class HousePrices:
    """Leaves out what is too large to learn from, then hands over to a pipeline."""

    def fit(self, houses, prices):
        usual = houses["area"] <= LARGE_SQFT
        self.pipeline_ = _pipeline().fit(_prepared(houses[usual]), prices[usual])
        return self

    def predict(self, houses):
        return self.pipeline_.predict(_prepared(houses))


def build_model():
    return HousePrices()


def _prepared(houses):
    return houses.drop(columns=IDENTIFIERS).astype({"MS.SubClass": str})


def _pipeline():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    categories = OneHotEncoder(min_frequency=10, handle_unknown="infrequent_if_exist")
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (categories, make_column_selector(dtype_exclude="number")),
    )
    ridge = RidgeCV(alphas=np.logspace(-1, 3, 9))
    return make_pipeline(columns, TransformedTargetRegressor(ridge, func=np.log, inverse_func=np.exp))
