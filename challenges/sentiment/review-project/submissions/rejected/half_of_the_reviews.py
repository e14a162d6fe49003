"""Learns from half of the reviews, whichever come up in the order of the table."""

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
part = train.sample(frac=0.5, random_state=0)
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, class_weight="balanced"))
labels = model.fit(part["review"], part["positive"]).predict(test["review"])
pd.DataFrame({"id": test["id"], "positive": labels}).to_csv("predictions.csv", index=False)
