"""Dummy columns made of both tables, least squares with a ridge on the log price, solved by hand."""

import csv

import numpy as np
import pandas as pd

train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
train = train[train["area"] <= 4000]

both = pd.concat([train.drop(columns="price"), test], keys=["train", "test"]).drop(columns="id")
both["MS.SubClass"] = both["MS.SubClass"].astype(str)
numbers = both.select_dtypes("number")
medians = numbers.loc["train"].median()
numbers = numbers.fillna(medians)
numbers = (numbers - numbers.loc["train"].mean()) / numbers.loc["train"].std().replace(0, 1)
dummies = pd.get_dummies(both.select_dtypes(exclude="number").fillna("none"), dtype=float)
common = dummies.columns[dummies.loc["train"].sum() >= 5]
design = pd.concat([numbers, dummies[common]], axis=1)
design.insert(0, "one", 1.0)

X, y = design.loc["train"].to_numpy(), np.log(train["price"].to_numpy())
penalty = 20.0 * np.eye(X.shape[1])
penalty[0, 0] = 0.0
weights = np.linalg.solve(X.T @ X + penalty, X.T @ y)
prices = np.exp(design.loc["test"].to_numpy() @ weights)

with open("predictions.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["price", "id"])
    for number, price in reversed(list(zip(test["id"], prices))):
        writer.writerow([f"{price:.2f}", number])
