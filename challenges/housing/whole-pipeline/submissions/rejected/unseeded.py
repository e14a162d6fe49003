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


from sklearn.ensemble import GradientBoostingRegressor


def build_model():
    boosting = GradientBoostingRegressor(n_estimators=200, max_depth=4, subsample=0.6, max_features=0.15)
    return pipeline(ONE_HOT, TransformedTargetRegressor(boosting, func=np.log, inverse_func=np.exp))
