"""Takes its columns by their place."""

import pandas as pd
from sklearn.linear_model import LinearRegression

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
places = [1, 4, 17, 19, 46]
X, new = train.iloc[:, places], test.iloc[:, places]
numbers = X.select_dtypes("number").columns
model = LinearRegression().fit(X[numbers].fillna(0), train["price"])
prices = model.predict(new[numbers].fillna(0)).clip(1000)
pd.DataFrame({"id": test["id"], "price": prices}).to_csv("predictions.csv", index=False)
