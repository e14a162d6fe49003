"""Joins a negation with the word it denies, doubles what follows "but"; logistic regression on counts that are there or not."""
import html
import re

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

NEGATION = re.compile(r"\b(?:not|never|hardly|\w+n't)\s+(\w+)")


class Critic:
    def _tokens(self, review):
        text = html.unescape(re.sub("<[^>]+>", " . ", review)).lower().replace("\u2019", "'")
        text = NEGATION.sub(r"not_\1", text)
        tokens = []
        for sentence in re.split(r"[.!?&]+", text):
            words = re.findall(r"\w+", sentence)
            tokens += [f"{a} {b}" for a, b in zip(words, words[1:])] + words
            if "but" in words:
                tokens += ["late " + word for word in words[words.index("but"):]]
        return tokens

    def fit(self, reviews, labels):
        self.counter = CountVectorizer(analyzer=self._tokens, binary=True)
        X, y = self.counter.fit_transform(reviews), np.array(labels)
        self.model = LogisticRegression(C=0.5, max_iter=500)
        chances = cross_val_predict(self.model, X, y, cv=4, method="predict_proba")[:, 1]
        cuts = np.linspace(0.15, 0.6, 46)
        f1 = [2 * ((chances >= c) & (y == 1)).sum() / max((chances >= c).sum() + y.sum(), 1) for c in cuts]
        self.cut = cuts[int(np.argmax(f1))]
        self.model.fit(sparse.csr_matrix(X), y)

    def predict(self, reviews):
        return (self.model.predict_proba(self.counter.transform(reviews))[:, 1] >= self.cut).astype(int)


def build_model():
    return Critic()
