"""Ridge regression on the logarithm of the price, everything inside one pipeline, without the few very large houses."""

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor, make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

LARGE_SQFT = 4000


def predict(train, test):
    """Prices of the houses in `test`, shape (len(test),)."""
    usual = train[train["area"] <= LARGE_SQFT]
    model = pipeline().fit(prepared(usual.drop(columns="price")), usual["price"])
    return model.predict(prepared(test))


def prepared(houses):
    return houses.drop(columns="id").astype({"MS.SubClass": str})


def pipeline():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    categories = OneHotEncoder(min_frequency=10, handle_unknown="infrequent_if_exist")
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (categories, make_column_selector(dtype_exclude="number")),
    )
    ridge = RidgeCV(alphas=np.logspace(-1, 3, 9))
    return make_pipeline(columns, TransformedTargetRegressor(ridge, func=np.log, inverse_func=np.exp))


def main():
    train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
    predictions = pd.DataFrame({"id": test["id"], "price": predict(train, test)})
    predictions.to_csv("predictions.csv", index=False)


if __name__ == "__main__":
    main()
