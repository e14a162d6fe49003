"""The checks that a candidate can read and run."""

import math

from prep.grading import expect

QUERY = [0.9, 0.2, 0.7, 0.4], [0, 3, 1, 0]
NDCG = (1 / math.log2(3) + 7 / math.log2(5)) / (7 + 1 / math.log2(3))


def test_metrics_of_one_query(candidate):
    expect.close(candidate.reciprocal_rank(*QUERY), 0.5, what="the reciprocal rank")
    expect.close(candidate.average_precision(*QUERY), 0.5, what="the average precision")
    expect.close(candidate.ndcg(*QUERY), NDCG, rtol=1e-9, what="NDCG")


def test_mean_over_two_queries(candidate):
    queries = [QUERY, ([2.0, 1.0], [1, 0])]
    expect.close(candidate.mean_over_queries("mrr", queries), 0.75, what="the mean reciprocal rank")
    expect.close(candidate.mean_over_queries("map", queries), 0.75, what="the mean average precision")
