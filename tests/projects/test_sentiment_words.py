"""Words, stop words, and their counts and weights."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from projects.sentiment.grams import Grams, count_grams, learn_weights
from projects.sentiment.stopwords import NEGATIONS, STOCK, WITH_NEGATIONS_KEPT
from projects.sentiment.tokens import plain, tokenise

TEXTS = (
    "a good film and a good cast",
    "not a good film",
    "not good not bad",
    "a bad cast",
    "bad",
    "",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the end.<br /><br />Start", ["the", "end", "start"]),
        ("Don't! DON\N{RIGHT SINGLE QUOTATION MARK}T", ["don't", "don't"]),
        ("'quoted' actors' rock'n'roll", ["quoted", "actors", "rock'n'roll"]),
        ("Caf\N{LATIN SMALL LETTER E WITH ACUTE} &amp; bar", ["caf\N{LATIN SMALL LETTER E WITH ACUTE}", "bar"]),
        ("8/10, well-made, snake_case", ["8", "10", "well", "made", "snake", "case"]),
        ("&lt;b&gt;bold", ["b", "bold"]),
        ("...", []),
    ],
)
def test_words_are_what_a_reader_sees_in_lower_case(text: str, words: list[str]) -> None:
    assert tokenise(text) == words


def test_a_plain_text_keeps_its_case_and_stands_on_one_line() -> None:
    assert plain("Good<br />\n  &quot;Film&quot;") == 'Good "Film"'


def test_the_stock_list_deletes_not_and_ours_keeps_it() -> None:
    assert tokenise("not good")[0] in STOCK
    assert not NEGATIONS & WITH_NEGATIONS_KEPT
    assert STOCK - WITH_NEGATIONS_KEPT == NEGATIONS


def counted(left_out: frozenset[str] = frozenset()) -> Grams:
    return count_grams([tokenise(text) for text in TEXTS], left_out=left_out)


def columns_by_name(grams: Grams) -> dict[str, list[float]]:
    return {grams.name(k): grams.counts[:, k].toarray().ravel().tolist() for k in range(grams.counts.shape[1])}


@pytest.mark.parametrize("left_out", [frozenset(), frozenset({"a", "not"})], ids=["every word", "two left out"])
def test_counts_are_those_of_scikit_learn(left_out: frozenset[str]) -> None:
    vectorizer = CountVectorizer(
        ngram_range=(1, 2), min_df=2, tokenizer=tokenise, token_pattern=None, stop_words=list(left_out) or None
    )
    expected = vectorizer.fit_transform(TEXTS).toarray().T.tolist()
    assert columns_by_name(counted(left_out)) == dict(zip(vectorizer.get_feature_names_out(), expected, strict=True))


def test_no_pair_joins_the_end_of_one_review_with_the_start_of_the_next() -> None:
    grams = count_grams([["a", "b"], ["a", "b"], ["b"], ["b"]])
    assert sorted(columns_by_name(grams)) == ["a", "a b", "b"]


def test_weights_are_those_of_scikit_learn_fitted_on_the_training_rows() -> None:
    train, held_out = np.arange(4), np.array([4, 5, 0])
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2), min_df=2, tokenizer=tokenise, token_pattern=None, sublinear_tf=True
    ).fit(TEXTS[:4])
    grams = counted()
    weights = learn_weights(grams, train)
    order = np.argsort([grams.name(column) for column in weights.columns])
    ours = weights.of(grams, held_out).toarray()[:, order]
    np.testing.assert_allclose(ours, vectorizer.transform([TEXTS[row] for row in held_out]).toarray(), rtol=1e-6)


def test_held_out_reviews_change_no_weight_of_the_training_rows() -> None:
    train = np.arange(4)
    documents = [tokenise(text) for text in TEXTS]
    other = [*documents[:4], ["good", "good", "new", "word"], ["new", "word", "cast"]]
    first, second = (count_grams(d) for d in (documents, other))
    a, b = (learn_weights(grams, train) for grams in (first, second))
    assert [first.name(k) for k in a.columns] == [second.name(k) for k in b.columns]
    np.testing.assert_array_equal(a.of(first, train).toarray(), b.of(second, train).toarray())
