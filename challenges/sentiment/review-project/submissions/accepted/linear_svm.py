"""A linear support vector machine on words and pairs."""

import html
import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")


def plain(review):
    return html.unescape(re.sub("<[^>]*>", " ", str(review))).lower().replace("\u2019", "'")


words = TfidfVectorizer(preprocessor=plain, ngram_range=(1, 2), sublinear_tf=True)
model = make_pipeline(words, LinearSVC(C=1.0, class_weight="balanced", random_state=0))
labels = model.fit(train["review"], train["positive"]).predict(test["review"])
pd.DataFrame({"id": test["id"], "positive": labels}).to_csv("predictions.csv", index=False)
