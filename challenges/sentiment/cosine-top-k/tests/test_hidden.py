"""The checks that decide."""

import numpy as np

import reference
from prep.grading import aliases, expect

ATOL = 1e-9


def drawn(seed, n=60, q=5, d=8):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * rng.lognormal(0, 2, (n, 1)), rng.normal(size=(q, d)) * rng.lognormal(0, 2, (q, 1))


def expect_same_similarities(candidate, vectors, queries, because):
    wanted = reference.Vectors(vectors).similarities(queries)
    expect.close(candidate.Vectors(vectors).similarities(queries), wanted, rtol=0.0, atol=ATOL, because=because)


def expect_same_top(candidate, vectors, queries, k, because):
    found = expect.sequence(candidate.Vectors(vectors).top(queries, k), 2, what="the result")
    positions, similarities = reference.Vectors(vectors).top(queries, k)
    given = expect.array(found[0], positions.shape, kinds="iu", what="the positions")
    expect.equal(given.tolist(), positions.tolist(), what="the positions", because=because)
    expect.close(found[1], similarities, rtol=0.0, atol=ATOL, what="the similarities", because=because)


def test_similarities_of_any_length(candidate):
    for seed, sizes in [(1, {}), (2, {"n": 1, "q": 1, "d": 1}), (3, {"d": 300}), (4, {"q": 40, "n": 3})]:
        expect_same_similarities(candidate, *drawn(seed, **sizes), "Vectors and queries of many lengths.")
    expect_same_similarities(candidate, np.ones((3, 2)), np.ones((0, 2)), "There are no queries.")


def test_best_come_first(candidate):
    for seed, sizes in [(5, {}), (6, {"n": 500, "q": 8}), (7, {"n": 3}), (8, {"q": 1})]:
        vectors, queries = drawn(seed, **sizes)
        for k in (1, 3, 10, 60, 1000):
            expect_same_top(candidate, vectors, queries, k, "The best of several queries, some, or all of them.")
    expect_same_top(candidate, *drawn(9, q=0), 4, "There are no queries.")


def test_equal_similarities(candidate):
    rng = np.random.default_rng(10)
    for n, d in [(40, 3), (300, 64), (7, 2)]:
        few = rng.normal(size=(6, d))
        vectors = few[rng.integers(0, 6, n)]
        queries = rng.normal(size=(5, d))
        for k in (1, 2, 5, 30):
            expect_same_top(candidate, vectors, queries, k, "Many vectors are the same.")


def test_zero_vectors(candidate):
    vectors, queries = drawn(11, n=20)
    vectors[[0, 7, 19]] = 0.0
    queries[1] = 0.0
    expect_same_similarities(candidate, vectors, queries, "Some vectors, and a query, are all zeros.")
    expect_same_top(candidate, vectors, queries, 12, "Some vectors, and a query, are all zeros.")


def test_extreme_lengths(candidate):
    rng = np.random.default_rng(12)
    for power in (200, -200):
        vectors, queries = rng.normal(size=(9, 4)), rng.normal(size=(3, 4))
        vectors[::2] *= 10.0**power
        queries[1] *= 10.0**power
        expect_same_similarities(candidate, vectors, queries, "Some numbers are huge, or tiny.")
        expect_same_top(candidate, vectors, queries, 4, "Some numbers are huge, or tiny.")


def test_keeps_the_latency_budget(latency):
    def cases(rng):
        return rng.normal(size=(4000, 32)), rng.normal(size=(16, 32))

    latency.check(lambda one, vectors, queries: one.Vectors(vectors).top(queries, 10), cases)


def test_small_dtypes_and_lists(candidate):
    rng = np.random.default_rng(13)
    for dtype in (np.uint8, np.int8, np.float16, np.float32):
        vectors, queries = (rng.integers(1, 120, shape).astype(dtype) for shape in ((12, 5), (3, 5)))
        expect_same_similarities(candidate, vectors, queries, "Numbers of a small dtype.")
        expect_same_top(candidate, vectors.tolist(), queries.tolist(), 3, "Lists.")
    vectors, queries = drawn(14)
    called = candidate.Vectors(vectors).top.with_arguments(queries, 3)
    expect.equal(called.arguments[0], queries, because="The queries after the call.")
    spoiler = aliases.spoiler(candidate)
    kept, wanted = spoiler.make("Vectors", [vectors]), reference.Vectors(vectors)
    because = "The caller goes on to use the arrays that were given, and those that came back."
    for _ in range(2):
        expect.close(kept.similarities(queries), wanted.similarities(queries), because=because)
        spoiler.spoil(kept, "similarities", [queries])


def test_refuses_impossible_input(candidate):
    for vectors, why in [
        ([1.0, 2.0], "there is one vector without a table"),
        (np.ones((0, 3)), "there are no vectors"),
        (np.ones((3, 0)), "the vectors have no numbers"),
        ([[1.0, np.nan]], "a number is NaN"),
        ([[1.0, np.inf]], "a number is infinite"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.Vectors(vectors)
    kept = candidate.Vectors([[1.0, 0.0], [1.0, 1.0]])
    for queries, k, why in [
        ([1.0, 2.0], 1, "there is one query without a table"),
        ([[1.0]], 1, "the query is too narrow, though NumPy would broadcast it"),
        ([[1.0, 2.0, 3.0]], 1, "the query is too wide"),
        ([[1.0, np.nan]], 1, "a number of the query is NaN"),
        ([[1.0, 2.0]], 0, "k is 0"),
    ]:
        with candidate.raises(ValueError, because=why):
            kept.top(queries, k)
    expect.close(kept.similarities([[3.0, 0.0]]), [[1.0, 0.5**0.5]], because="An ordinary call.")
