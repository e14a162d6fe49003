"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_four_heads_in_two_groups(candidate):
    Q = [[[[0.0]], [[0.0]], [[0.0]], [[0.0]]]]
    K = [[[[1.0], [2.0]], [[3.0], [4.0]]]]
    V = [[[[2.0], [4.0]], [[10.0], [30.0]]]]
    found = candidate.grouped_attention(Q, K, V)
    expect.close(found, [[[[3.0]], [[3.0]], [[20.0]], [[20.0]]]], what="the output")


def test_pools_two_heads_into_one(candidate):
    found = candidate.pool_heads([[1.0, 2.0, 5.0, 8.0]], heads=2, groups=1)
    expect.close(found, [[3.0, 5.0]], what="the pooled weight")
