"""Leaves out houses with gaps, also those that it is to price."""

import pandas as pd
from sklearn.linear_model import LinearRegression

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = ["area", "Overall.Qual", "Year.Built", "Lot.Frontage"]
train, test = train.dropna(subset=columns), test.dropna(subset=columns)
model = LinearRegression().fit(train[columns], train["price"])
prices = model.predict(test[columns]).clip(1000)
pd.DataFrame({"id": test["id"], "price": prices}).to_csv("predictions.csv", index=False)
