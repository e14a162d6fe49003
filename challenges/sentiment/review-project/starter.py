"""Reads train.csv and test.csv, and writes predictions.csv. This one calls every review positive; do better."""

import pandas as pd

train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")

pd.DataFrame({"id": test["id"], "positive": 1}).to_csv("predictions.csv", index=False)
