"""Fits the log price and writes that."""

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = ["area", "Overall.Qual", "Year.Built"]
model = Ridge().fit(train[columns], np.log(train["price"]))
pd.DataFrame({"id": test["id"], "price": model.predict(test[columns])}).to_csv("predictions.csv", index=False)
