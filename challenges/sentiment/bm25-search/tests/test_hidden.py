"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def drawn(seed, count=30, vocabulary=20, longest=15):
    """Reviews of words that are the rarer the higher their number."""
    rng = np.random.default_rng(seed)
    numbers = [np.minimum(rng.geometric(0.2, rng.integers(1, longest + 1)), vocabulary) for _ in range(count)]
    return [[f"w{number}" for number in review] for review in numbers]


def two_indexes(candidate, reviews, **options):
    """The submission's index and the reference's, with the same reviews."""
    found, wanted = candidate.Index(**options), reference.Index(**options)
    found.add(reviews)
    wanted.add(reviews)
    return found, wanted


def expect_same_scores(index, wanted, query, because):
    expect.close(index.scores(query), wanted.scores(query), rtol=RTOL, what="the scores", because=because)


def expect_same_results(index, wanted, query, k, because):
    expected = wanted.search(query, k)
    found = expect.sequence(index.search(query, k), what="the results")
    expect.equal(len(found), len(expected), what="how many results there are", because=because)
    for one, other in zip(found, expected, strict=True):
        expect.close(expect.sequence(one, 2, what="a result"), other, rtol=RTOL, what="a result", because=because)


def test_rare_words_count_more(candidate):
    index, wanted = two_indexes(candidate, drawn(1))
    for word in ("w1", "w2", "w5", "w9", "w20"):
        expect_same_scores(index, wanted, [word], "Words that many reviews hold, and words that few hold.")
    index, wanted = two_indexes(candidate, [["a", "b"], ["a", "a"], ["a"]])
    expect_same_scores(index, wanted, ["a"], "A word that every review holds.")
    expect_same_scores(index, wanted, ["b"], "A word that one review holds.")


def test_mentions_saturate(candidate):
    reviews = [["x"] * count + ["y"] * (10 - count) for count in range(11)]
    for options in ({}, {"k1": 0.0}, {"k1": 5.0}, {"k1": 0.4, "b": 0.0}):
        index, wanted = two_indexes(candidate, reviews, **options)
        expect_same_scores(index, wanted, ["x"], "Reviews of one length with more and more mentions.")


def test_long_reviews_are_normalised(candidate):
    reviews = [["x", *["y"] * count] for count in (0, 1, 3, 9, 40)] + [[], ["y", "y"]]
    for options in ({}, {"b": 0.0}, {"b": 1.0}, {"b": 0.3, "k1": 2.0}):
        index, wanted = two_indexes(candidate, reviews, **options)
        expect_same_scores(index, wanted, ["x"], "Reviews from short to long; an empty one counts in the mean.")


def test_words_asked_for_twice(candidate):
    index, wanted = two_indexes(candidate, drawn(2))
    for query in (["w3", "w3"], ["w1", "w6", "w1"], ["w4", "unknown"], ["unknown"], []):
        expect_same_scores(index, wanted, query, "Queries with repeated and with unknown words.")


def test_ties_and_reviews_without_a_hit(candidate):
    reviews = [["a", "b"], ["c"], ["b", "a"], ["a", "c"], ["a", "b"], []]
    index, wanted = two_indexes(candidate, reviews)
    for query, k in [(["a"], 10), (["b"], 1), (["b"], 2), (["c", "a"], 3), (["unknown"], 5), ([], 2)]:
        expect_same_results(index, wanted, query, k, "Equal scores, and reviews that hold nothing of the query.")
    big, wanted = two_indexes(candidate, drawn(3, count=1000, longest=40))
    for number in range(200):
        query = [f"w{number % 19 + 1}", "w7", f"w{number % 5 + 10}"]
        if number % 25:
            big.search(query, 10)
        else:
            expect_same_results(big, wanted, query, 10, "A large index.")


def test_added_reviews_change_all_weights(candidate):
    index, wanted = candidate.Index(), reference.Index()
    expect.equal(index.scores(["w1"]), [], because="An index without reviews.")
    expect.equal(index.search(["w1"], 3), [], because="An index without reviews.")
    for seed in (4, 5, 6):
        reviews = drawn(seed, count=6)
        index.add(reviews)
        wanted.add(reviews)
        expect_same_scores(index, wanted, ["w1", "w4"], "Some reviews were added later.")
        expect_same_results(index, wanted, ["w2", "w8"], 4, "Some reviews were added later.")
    index, wanted = two_indexes(candidate, [[], []])
    expect_same_scores(index, wanted, ["w1"], "All reviews are empty.")


SHARING = """
def changed_later(Index):
    reviews = [["a", "b"], ["b"]]
    index, other = Index(), Index()
    index.add(reviews)
    before = index.scores(["a", "b"])
    reviews[0].append("a")
    reviews.append(["a"])
    query = ["b", "a"]
    index.search(query, 1)
    return [before, index.scores(["a", "b"]), other.scores(["a"]), query, reviews]
"""


def test_indexes_share_nothing(candidate):
    found = candidate.helper("sharing", SHARING).changed_later(candidate.get("Index"))
    before, after, other, query, reviews = expect.sequence(found, 5, what="what was seen")
    wanted = reference.Index()
    wanted.add([["a", "b"], ["b"]])
    expect.close(before, wanted.scores(["a", "b"]), rtol=RTOL, because="Before the lists were changed.")
    expect.close(after, wanted.scores(["a", "b"]), rtol=RTOL, because="The lists were changed after they were added.")
    expect.equal(other, [], because="Another index has no reviews.")
    expect.equal([query, reviews], [["b", "a"], [["a", "b", "a"], ["b"], ["a"]]], because="The caller's lists.")


def test_refuses_impossible_input(candidate):
    for options, why in [
        ({"k1": -0.1}, "k1 is negative"),
        ({"b": -0.1}, "b is negative"),
        ({"b": 1.1}, "b is above 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.Index(**options)
    index, wanted = two_indexes(candidate, [["a"], ["b", "b"]])
    with candidate.raises(ValueError, because="k is 0"):
        index.search(["a"], 0)
    for reviews, why in [
        ([["a"], "text"], "a review is a string"),
        ([["a", 1]], "a token is a number"),
        ([["a"], ["b", None]], "a token is None"),
    ]:
        with candidate.raises(TypeError, because=why):
            index.add(reviews)
    for query, why in [("a", "the query is a string"), (["a", 2], "a token of the query is a number")]:
        with candidate.raises(TypeError, because=why):
            index.scores(query)
    expect_same_scores(index, wanted, ["a", "b"], "Refused reviews are not added.")
