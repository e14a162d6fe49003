"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9
METRICS = {"mrr": "reciprocal_rank", "map": "average_precision", "ndcg": "ndcg"}


def query(seed, n=12, share=0.4, highest=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=n), rng.integers(1, highest + 1, n) * (rng.random(n) < share)


def expect_same(candidate, name, one, because, **options):
    wanted = getattr(reference, name)(*one, **options)
    expect.close(getattr(candidate, name)(*one, **options), wanted, rtol=RTOL, what=name, because=because)


def test_reciprocal_rank_of_the_first_hit(candidate):
    for seed in range(1, 9):
        expect_same(candidate, "reciprocal_rank", query(seed, share=0.2), "Rankings with few relevant results.")


def test_average_precision_of_a_ranking(candidate):
    for seed, n in [(10, 12), (11, 40), (12, 1), (13, 5), (14, 200)]:
        expect_same(candidate, "average_precision", query(seed, n), "Rankings of several lengths.")


def test_ndcg_of_grades(candidate):
    for seed, n, highest in [(20, 12, 3), (21, 40, 1), (22, 5, 5), (23, 1, 2), (24, 9, 60)]:
        expect_same(candidate, "ndcg", query(seed, n, 0.6, highest), "Rankings with grades.")


def test_cut_off_at_k(candidate):
    for name in METRICS.values():
        for seed in range(30, 36):
            for k in (1, 3, 7, 12, 50):
                expect_same(candidate, name, query(seed), "Cut-offs inside, at and beyond the end.", k=k)


def test_ties_keep_their_order(candidate):
    for seed in range(40, 44):
        scores, grades = query(seed, n=30)
        for name in METRICS.values():
            expect_same(candidate, name, (np.round(scores), grades), "Many scores are equal.")
            expect_same(candidate, name, (np.zeros(30), grades), "All scores are equal.", k=4)


def test_queries_without_relevant_results(candidate):
    empty = query(50)[0], np.zeros(12, dtype=int)
    for metric, name in METRICS.items():
        expect_same(candidate, name, empty, "Nothing is relevant.")
        expect_same(candidate, name, ([3.0, 2.0, 1.0], [0, 0, 1]), "Nothing relevant is among the first two.", k=2)
        for k in (None, 2):
            queries = [query(51), empty, query(52, n=4), empty]
            wanted = reference.mean_over_queries(metric, queries, k=k)
            found = candidate.mean_over_queries(metric, queries, k=k)
            expect.close(found, wanted, rtol=RTOL, because="A mean over queries, two of them without an answer.")


def test_small_dtypes_and_lists(candidate):
    scores, grades = np.array([3, 200, 0, 7, 90]), np.array([1, 0, 40, 5, 2])
    for dtype in (np.uint8, np.float32, np.int16):
        for name in METRICS.values():
            one = scores.astype(dtype), grades.astype(dtype)
            expect_same(candidate, name, one, "Scores and grades of a small dtype.")
            expect_same(candidate, name, (scores.tolist(), grades.tolist()), "Lists.")
            called = getattr(candidate, name).with_arguments(scores, grades)
            expect.equal(called.arguments[0], scores, because="The scores after the call.")
            expect.equal(called.arguments[1], grades, because="The grades after the call.")


def test_refuses_impossible_input(candidate):
    for name in METRICS.values():
        for scores, grades, k, why in [
            ([], [], None, "there are no results"),
            ([1.0, 2.0], [1], None, "a grade is missing"),
            ([[1.0, 2.0]], [[1, 0]], None, "the arguments are tables"),
            ([1.0, 2.0], [1, -1], None, "a grade is negative"),
            ([1.0, 2.0], [1, 0.5], None, "a grade is no whole number"),
            ([1.0, 2.0], [1, 0], 0, "k is 0"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(scores, grades, k=k)
    for metric, queries, why in [("mrr", [], "there are no queries"), ("auc", [([1.0], [1])], "the metric is unknown")]:
        with candidate.raises(ValueError, because=why):
            candidate.mean_over_queries(metric, queries)
    expect.close(candidate.reciprocal_rank([1.0], [2.0]), 1.0, because="An ordinary call.")
