"""The checks that decide."""

import math

import numpy as np

from prep.grading import expect


def table(A, B):
    return np.array([[math.dist(a, b) for b in B] for a in A]).reshape(len(A), len(B))


def test_all_pairs(candidate):
    rng = np.random.default_rng(1)
    for n, m, d in ((5, 3, 2), (4, 4, 4), (1, 6, 1), (30, 40, 8)):
        A, B = rng.normal(size=(n, d)), rng.normal(size=(m, d))
        called = candidate.distances.with_arguments(A, B)
        expect.close(called.value, table(A, B), because="Tables of several sizes.")
        expect.equal(called.arguments[0], A, because="The first table after the call.")
        expect.equal(called.arguments[1], B, because="The second table after the call.")
    small = rng.integers(0, 255, (6, 3)).astype(np.uint8)
    expect.close(candidate.distances(small, small[::-1]), table(small.tolist(), small[::-1].tolist()), because="Bytes.")
    expect.equal(
        expect.array(candidate.distances(np.zeros((0, 2)), np.ones((3, 2)))).shape, (0, 3), because="No points."
    )
    many = rng.normal(size=(300, 8)), rng.normal(size=(400, 8))
    expect.close(
        expect.array(candidate.distances(*many), (300, 400))[7], table(many[0][7:8], many[1])[0], because="Many."
    )


def test_close_points_far_away(candidate):
    rng = np.random.default_rng(2)
    A = 1e7 + rng.normal(0.0, 1.0, (6, 3))
    B = A + rng.normal(0.0, 1e-3, (6, 3))
    expect.close(candidate.distances(A, B), table(A, B), rtol=1e-4, because="Close points far from 0.")
    found = expect.array(candidate.distances(A, A), (6, 6), what="the distances")
    expect.equal(np.diagonal(found).tolist(), [0.0] * 6, because="A point is at distance 0 from itself.")
    expect.close(found, table(A, A), rtol=1e-4, because="Points far from 0.")


def test_refuses_other_shapes(candidate):
    good = np.arange(6.0).reshape(2, 3)
    for A, B, why in (
        (good, good[:, :2], "the numbers of columns differ"),
        (good, good[:, :1], "there is one column, which NumPy would broadcast"),
        (good[0], good, "the first is a single point"),
        (good, good[0], "the second is a single point"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.distances(A, B)
    expect.close(candidate.distances(good, good), table(good, good), because="Two tables that fit.")
