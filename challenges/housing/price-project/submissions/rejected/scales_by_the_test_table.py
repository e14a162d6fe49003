"""Weighs a house by its place in the table, as a running mean over the test rows does."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = ["area", "Overall.Qual", "Year.Built"]
model = LinearRegression().fit(np.log(train[columns]), np.log(train["price"]))
smooth = np.log(test[columns]).ewm(span=3).mean()
prices = np.exp(model.predict(smooth))
pd.DataFrame({"id": test["id"], "price": prices}).to_csv("predictions.csv", index=False)
