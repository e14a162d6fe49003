"""The best models of the study as one scikit-learn pipeline: a raw review in, how much it speaks for its film out.

The study counts words once for all its models (`grams.py`). Whoever wants one model to keep wants this: `fit` learns
words, weights and verdict from the texts that it is given, so that a cross-validation of the whole cannot leak.
"""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from projects.sentiment.grams import MIN_REVIEWS
from projects.sentiment.tokens import tokenise


def build_logistic(strength: float, *, most: int | None = None) -> Pipeline:
    """Logistic regression on TF-IDF of words and pairs, fitted as in `linear.py`; `most` keeps the commonest."""
    verdict = LogisticRegression(C=strength, solver="liblinear", dual=True, random_state=0)
    return Pipeline([("weigh", _vectorizer(most)), ("verdict", verdict)])


def build_svm(strength: float, *, most: int | None = None) -> Pipeline:
    """The linear SVM of `linear.fit_svm`."""
    return Pipeline([("weigh", _vectorizer(most)), ("verdict", LinearSVC(C=strength, random_state=0))])


def with_plain_numbers(model: Pipeline) -> Pipeline:
    """The same fitted model with a vocabulary of Python's own numbers, in the order of its columns, and no address.

    NumPy's, which scikit-learn puts there, take a file each where the model is kept. It also notes where in memory its
    stop words lay, which is somewhere else in every process, and does without where that is not noted.
    """
    weigh = model["weigh"]
    weigh.vocabulary_ = {word: int(column) for word, column in sorted(weigh.vocabulary_.items())}
    vars(weigh).pop("_stop_words_id", None)
    return model


def _vectorizer(most: int | None) -> TfidfVectorizer:
    return TfidfVectorizer(
        tokenizer=tokenise,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, 2),
        min_df=MIN_REVIEWS,
        max_features=most,
        sublinear_tf=True,
    )
