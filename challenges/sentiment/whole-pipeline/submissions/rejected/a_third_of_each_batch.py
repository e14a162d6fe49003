import html
import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


def plain(review):
    text = html.unescape(re.sub("<[^>]+>", " ", review)).replace("\u2019", "'").lower()
    return _joined(re.sub(r"[^.!?&]* (?i:but) ", " ", text))


def _joined(text):
    """A denied word is a word of its own."""
    return re.sub(r"\b(?:not|never|hardly|\w+n['\u2019]t) ", "no_", text, flags=re.IGNORECASE)


class Model:
    def fit(self, reviews, labels):
        self.words = TfidfVectorizer(preprocessor=plain, token_pattern=r"[a-z0-9'_]+", ngram_range=(1, 2))
        self.svm = LinearSVC(C=0.05, class_weight="balanced", random_state=0)
        self.svm.fit(self.words.fit_transform(reviews), labels)
        return self

    def predict(self, reviews):
        scores = self.svm.decision_function(self.words.transform(reviews))
        return (scores >= np.quantile(scores, 0.65)).astype(int)


def build_model():
    return Model()
