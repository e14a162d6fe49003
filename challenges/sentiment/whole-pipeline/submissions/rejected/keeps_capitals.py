import html
import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


def plain(review):
    return html.unescape(re.sub("<[^>]+>", " ", review)).replace("\u2019", "'")


class Model:
    def fit(self, reviews, labels):
        self.words = TfidfVectorizer(preprocessor=plain, token_pattern=r"[a-z0-9']+", ngram_range=(1, 2))
        self.svm = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
        self.svm.fit(self.words.fit_transform(reviews), labels)
        return self

    def predict(self, reviews):
        return self.svm.predict(self.words.transform(reviews))


def build_model():
    return Model()
