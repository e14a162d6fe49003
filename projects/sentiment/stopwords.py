"""Words too common to tell anything, and why the usual list of them is wrong for opinions."""

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

STOCK: frozenset[str] = frozenset(ENGLISH_STOP_WORDS)
"""The list that scikit-learn carries."""

NEGATIONS = frozenset(
    {
        "cannot", "cant", "couldnt", "except", "hasnt", "neither", "never", "no", "nobody", "none",
        "noone", "nor", "not", "nothing", "nowhere", "without",
    }
)  # fmt: skip
"""They turn what stands beside them into its opposite: "not good", "nothing new"."""

WITH_NEGATIONS_KEPT = STOCK - NEGATIONS
