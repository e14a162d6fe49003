"""Single words and pairs, weighed by TF-IDF, and a logistic regression that minds how few positive reviews there are.

A pair like "never boring" is a word of its own. Tags are taken out first, as a reader does not see them.
"""

import re
from html import unescape

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def build_model():
    words = TfidfVectorizer(preprocessor=_plain, ngram_range=(1, 2))
    return make_pipeline(words, LogisticRegression(C=10, class_weight="balanced"))


def _plain(review):
    """The review as a reader saw it, in lower case."""
    return unescape(re.sub(r"<[^>]*>", " ", review)).lower()
