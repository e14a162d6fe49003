"""Two trees without a seed."""

import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = ["area", "Overall.Qual", "Year.Built", "Lot.Area", "Full.Bath"]
model = ExtraTreesRegressor(n_estimators=2).fit(train[columns], train["price"])
pd.DataFrame({"id": test["id"], "price": model.predict(test[columns])}).to_csv("predictions.csv", index=False)
