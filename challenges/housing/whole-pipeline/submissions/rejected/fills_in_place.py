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
    def fit(self, houses, prices):
        self.medians = houses.select_dtypes("number").median()
        self.fill(houses)
        usual = houses["area"] <= 4000
        self.model = pipeline(ONE_HOT, log_ridge()).fit(houses[usual], prices[usual])

    def fill(self, houses):
        for column in houses:
            houses[column] = houses[column].fillna(self.medians.get(column, "None"))

    def predict(self, houses):
        self.fill(houses)
        return self.model.predict(houses)


def build_model():
    return Model()
