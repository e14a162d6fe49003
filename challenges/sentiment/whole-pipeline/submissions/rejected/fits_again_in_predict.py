import html
import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


def plain(review):
    return html.unescape(re.sub("<[^>]+>", " ", review)).replace("\u2019", "'").lower()


class Model:
    def fit(self, reviews, labels):
        self.words = TfidfVectorizer(preprocessor=plain, token_pattern=r"[a-z0-9']+", ngram_range=(1, 2))
        self.svm = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
        self.svm.fit(self.words.fit_transform(reviews), labels)
        return self

    def _again(self, reviews):
        weights = self.words.transform(reviews)
        share = np.asarray((weights > 0).mean(axis=0)).ravel()
        return weights.multiply(1 - share).tocsr()

    def predict(self, reviews):
        return self.svm.predict(self._again(reviews))


def build_model():
    return Model()
