"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def features(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def expect_same(candidate, x, positions, because, **base):
    for name in ("rotate", "rotate_backward"):
        wanted = getattr(reference, name)(x, positions, **base)
        expect.close(getattr(candidate, name)(x, positions, **base), wanted, rtol=1e-7, atol=1e-9, because=because)


def expect_turned(candidate, x, positions, because, **base):
    wanted = reference.rotate(x, positions, **base)
    expect.close(candidate.rotate(x, positions, **base), wanted, rtol=1e-7, atol=1e-9, because=because)


def test_pairs_and_their_speeds(candidate):
    for seed, d in enumerate((2, 4, 6, 16)):
        x = features(seed, 2, 3, 5, d)
        expect_turned(candidate, x, np.arange(5), "Several widths of a head.")
        expect_turned(candidate, x, np.arange(5), "Another base.", base=500.0)


def test_positions_in_any_order(candidate):
    x = features(10, 2, 2, 4, 6)
    for positions in ([7, 7, 0, 2], [3, 4, 5, 6], [-1, -2, 0, 900]):
        expect_turned(candidate, x, positions, "Positions begin anywhere, repeat, and come in any order.")
    far = [0, 1, 999_983, 10**6]
    expect_turned(candidate, x, far, "Positions are huge.")


def test_sequences_with_positions_of_their_own(candidate):
    positions = np.array([[0, 0, 0, 1], [0, 0, 1, 2], [5, 6, 7, 8]])
    expect_turned(candidate, features(11, 3, 2, 4, 6), positions, "Each sequence of the batch has its own positions.")
    square = np.array([[0, 1, 2], [4, 5, 6], [9, 9, 9]])
    expect_turned(candidate, features(12, 3, 3, 3, 4), square, "There are as many sequences as heads and tokens.")
    expect_turned(candidate, features(13, 1, 3, 2, 4), [[4, 6]], "The batch has one sequence, with its own positions.")


def test_only_distances_count(candidate):
    query, key = features(14, 1, 1, 1, 8), features(15, 1, 1, 1, 8)
    for distance in (0, 1, 5):
        products = []
        for start in (0, 3, 40):
            turned = [candidate.rotate(query, [start + distance]), candidate.rotate(key, [start])]
            products.append(float((expect.array(turned[0], query.shape) * expect.array(turned[1], key.shape)).sum()))
        because = "A query and a key, both moved on by as much, have the same product."
        expect.close(products, [products[0]] * 3, rtol=1e-6, because=because)
    wanted = [float((reference.rotate(query, [k]) * key).sum()) for k in range(3)]
    found = [float((expect.array(candidate.rotate(query, [k]), query.shape) * key).sum()) for k in range(3)]
    expect.close(found, wanted, because="A query that moves away from its key.")


def test_gradients_are_slopes(candidate):
    for seed, shape, positions in [
        (20, (2, 2, 3, 6), np.array([4, 0, 9])),
        (21, (2, 1, 2, 4), np.array([[1, 2], [30, 3]])),
    ]:
        x, dy = features(seed, *shape), features(seed + 5, *shape)
        move = 1e-4 * features(seed + 9, *shape)
        dx = expect.array(candidate.rotate_backward(dy, positions), shape, what="dx")
        ends = [expect.array(candidate.rotate(x + sign * move, positions), shape) for sign in (1, -1)]
        rise = float(((ends[0] - ends[1]) * dy).sum())
        because = "A small step of x changes the result as the gradient says."
        expect.close(rise, 2 * float((dx * move).sum()), rtol=1e-5, atol=1e-12, because=because)
        wanted = reference.rotate_backward(dy, positions)
        expect.close(dx, wanted, rtol=1e-7, atol=1e-9, because="The gradient of some tokens.")


def test_dtypes_and_arguments(candidate):
    rng = np.random.default_rng(30)
    for dtype in (np.float32, np.float16, np.int8, np.uint8):
        x = rng.integers(0, 100, (2, 2, 3, 4)).astype(dtype)
        expect_same(candidate, x, np.array([250, 3, 70], dtype=np.uint8), "Features and positions of a small dtype.")
        expect_same(candidate, x.tolist(), [5, 3, 70], "Features and positions in lists.")
    x, positions = features(31, 1, 2, 3, 4), np.array([3, 1, 2])
    for name in ("rotate", "rotate_backward"):
        after = getattr(candidate, name).with_arguments(x, positions).arguments
        expect.equal(after[0], x, because="The features after the call.")
        expect.equal(after[1], positions, because="The positions after the call.")


def test_refuses_impossible_input(candidate):
    x = features(32, 2, 2, 3, 4)
    for bad, positions, base, why in [
        (x[0], [0, 1, 2], 100.0, "x has three axes"),
        (x[..., :3], [0, 1, 2], 100.0, "the width is odd"),
        (x[:, :, :0], np.zeros(0, dtype=int), 100.0, "there are no tokens"),
        (x, [0, 1], 100.0, "a position is missing"),
        (x, [[0, 1, 2]], 100.0, "there are positions for one of two sequences"),
        (x, [1], 100.0, "there is one position for three tokens"),
        (x, [[0], [1]], 100.0, "there is one position for each sequence"),
        (x, [0.0, 1.5, 2.0], 100.0, "positions are no whole numbers"),
        (x, [True, False, True], 100.0, "positions are bools"),
        (x, [0, 1, 2], 1.0, "the base is 1"),
        (x, [0, 1, 2], -3.0, "the base is negative"),
        (x, [0, 1, 2], np.inf, "the base is infinite"),
    ]:
        for name in ("rotate", "rotate_backward"):
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(bad, positions, base=base)
    expect_same(candidate, x, [0, 1, 2], "An ordinary call.", base=1.5)
