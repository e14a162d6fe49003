"""Writes how sure it is."""

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, class_weight="balanced"))
labels = model.fit(train["review"], train["positive"]).predict_proba(test["review"])[:, 1]
pd.DataFrame({"id": test["id"], "positive": labels}).to_csv("predictions.csv", index=False)
