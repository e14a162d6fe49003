"""Leaves out everything that is not a number."""

import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = train.select_dtypes("number").columns.drop(["id", "price"])
model = make_pipeline(SimpleImputer(strategy="median"), LinearRegression())
model.fit(train[columns], train["price"])
prices = model.predict(test[columns]).clip(1000)
pd.DataFrame({"id": test["id"], "price": prices}).to_csv("predictions.csv", index=False)
