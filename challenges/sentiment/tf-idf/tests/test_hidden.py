"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

COMMON = ["the", "and", "film", "plot", "it", "was", "dull", "not"]
WORDS = [*COMMON, "moving", "superb", "Dull", "actors", "!", "tedious", "a", "gem"]


def written(seed, count, words=WORDS):
    """Reviews of 3 to 14 words, drawn so that the first words are frequent and the last are rare."""
    rng = np.random.default_rng(seed)
    share = 0.75 ** np.arange(len(words))
    return [rng.choice(words, rng.integers(3, 15), p=share / share.sum()).tolist() for _ in range(count)]


def fitted(candidate, reviews):
    vectorizer = candidate.TfidfVectorizer()
    vectorizer.fit(reviews)
    return vectorizer


def expect_same(candidate, train, reviews):
    """What is learnt, and the weights, are the reference's."""
    expected = reference.TfidfVectorizer().fit(train)
    vectorizer = fitted(candidate, train)
    expect.equal(vectorizer.get("vocabulary_"), expected.vocabulary_, what="vocabulary_")
    expect.close(vectorizer.get("idf_"), expected.idf_, what="idf_")
    expect.close(vectorizer.transform(reviews), expected.transform(reviews), what="the weights")


def test_idf_of_many_reviews(candidate):
    for train in (written(1, 40), written(2, 7), [["so", "so", "so", "bad"], [], ["so"], ["fine"]], [["one"]]):
        expected = reference.TfidfVectorizer().fit(train)
        vectorizer = fitted(candidate, train)
        expect.equal(vectorizer.get("vocabulary_"), expected.vocabulary_, what="vocabulary_")
        expect.close(vectorizer.get("idf_"), expected.idf_, what="idf_")


def test_weights_of_many_reviews(candidate):
    train = [*written(3, 50), WORDS]
    expect_same(candidate, train, written(4, 20))
    expect_same(candidate, train, train)


def test_rows_have_length_one(candidate):
    vectorizer = fitted(candidate, written(5, 60))
    reviews = [*written(6, 12), written(7, 1)[0] * 30, ["the"]]
    weights = expect.array(vectorizer.transform(reviews), (14, -1), what="the weights")
    expect.close(np.square(weights).sum(axis=1), np.ones(14), what="the sum of the squares of a row")


def test_training_reviews_decide(candidate):
    fixed = written(8, 6)

    def fit(train, test):
        vectorizer = fitted(candidate, train)
        vectorizer.transform(test)
        words = [expect.text(w, what="a word") for w in expect.sequence(vectorizer.get("vocabulary_"))]
        idf = expect.array(vectorizer.get("idf_"), (len(words),), what="idf_")
        return words, idf, expect.array(vectorizer.transform(fixed), (len(fixed), len(words)), what="the weights")

    def other(reviews, rng):
        return [[*review, f"unheard{rng.integers(99)}"] for review in reviews[::2]]

    probes.rows_do_not_leak(fit, written(9, 30), written(10, 15), np.random.default_rng(11), disturb=other)


def test_a_review_is_weighed_alone_as_among_others(candidate):
    vectorizer = fitted(candidate, written(12, 40))
    probes.row_by_row_equals_batch(vectorizer.transform, written(13, 10), what="the row of a review")


def test_unseen_words(candidate):
    train = [*written(14, 30, COMMON), COMMON]
    vectorizer = fitted(candidate, train)
    reviews = [*written(15, 20), ["the", "The", "THE", "film", "", "zzz", "aaa"], ["plot", "zzz", "zzz", "zzz"]]
    known = [[word for word in review if word in COMMON] for review in reviews]
    expected = expect.array(vectorizer.transform(known), (22, len(COMMON)), what="the weights of known words")
    expect.that(expected.any(axis=1).all(), "a review with known words has a row of zeros")
    expect.close(vectorizer.transform(reviews), expected, what="the weights of known words among unknown ones")


def test_reviews_without_known_words(candidate):
    train = [*written(16, 25), WORDS]
    vectorizer = fitted(candidate, train)
    reviews = [["unheard", "of"], [], train[0], [""]]
    weights = expect.array(vectorizer.transform(reviews), (4, len(WORDS)), what="the weights")
    expect.equal(weights.any(axis=1).tolist(), [False, False, True, False], what="whether a row has weights")
    expect.array(vectorizer.transform([]), (0, len(WORDS)), what="the weights of no reviews")


def test_second_fit_forgets_the_first(candidate):
    vectorizer, train = fitted(candidate, written(17, 30)), [*written(18, 12, COMMON), COMMON]
    vectorizer.fit(train)
    afresh = fitted(candidate, train)
    idf = expect.array(afresh.get("idf_"), (len(COMMON),), what="idf_")
    weights = expect.array(afresh.transform(train), (len(train), len(COMMON)), what="the weights")
    expect.close(vectorizer.get("idf_"), idf, what="idf_ after the second fit")
    expect.close(vectorizer.transform(train), weights, what="the weights after the second fit")
    expect.sequence(vectorizer.get("vocabulary_"), len(COMMON), what="vocabulary_ after the second fit")


def test_leaves_inputs_unchanged(candidate):
    train, reviews = [*written(19, 10), WORDS], written(20, 5)
    vectorizer = candidate.TfidfVectorizer()
    expect.equal(vectorizer.fit.with_arguments(train).arguments[0], train, what="the reviews after fit")
    expect.equal(vectorizer.transform.with_arguments(reviews).arguments[0], reviews, what="the reviews after transform")
    expect.sequence(vectorizer.get("vocabulary_"), len(WORDS), what="vocabulary_")


def test_refuses_impossible_input(candidate):
    for reviews, why in [([], "there are no reviews"), ([[], []], "the reviews hold no words")]:
        with candidate.raises(ValueError, because=why):
            candidate.TfidfVectorizer().fit(reviews)
    with candidate.raises(RuntimeError, because="transform comes before fit"):
        candidate.TfidfVectorizer().transform(written(21, 3))
    expect.equal(fitted(candidate, [["dull"], ["fun"]]).get("vocabulary_"), ["dull", "fun"], what="vocabulary_")
