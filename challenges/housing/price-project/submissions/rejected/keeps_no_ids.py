"""Writes prices without saying whose they are."""

import pandas as pd
from sklearn.linear_model import LinearRegression

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = ["area", "Overall.Qual", "Year.Built"]
model = LinearRegression().fit(train[columns], train["price"])
pd.Series(model.predict(test[columns]), name="price").to_csv("predictions.csv", index=False)
