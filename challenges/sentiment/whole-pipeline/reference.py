"""Single words and pairs, weighed by TF-IDF, and a linear SVM that minds how few positive reviews there are.

A pair like "never boring" is a word of its own, and its apostrophe, markup and capitals are made alike first.
"""

import re
from html import unescape

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC


def build_model():
    words = TfidfVectorizer(
        preprocessor=_plain, token_pattern=r"[a-z0-9]+(?:'[a-z]+)*", ngram_range=(1, 2), sublinear_tf=True
    )
    return make_pipeline(words, LinearSVC(C=0.3, class_weight="balanced", random_state=0))


def _plain(review):
    """The review as a reader saw it, in lower case."""
    bare = unescape(re.sub(r"<[^>]*>", " ", review))
    return bare.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
