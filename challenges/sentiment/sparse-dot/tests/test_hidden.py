"""The checks that decide."""

import numpy as np

from prep.grading import expect


def vector(seed, size, count):
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(size, count, replace=False)), rng.normal(size=count)


def unpacked(one, size):
    found = np.zeros(size)
    found[one[0]] = one[1]
    return found


def test_shared_indices(candidate):
    for seed, size, left, right in ((1, 20, 8, 12), (2, 9, 9, 4), (3, 300, 5, 290), (4, 6, 6, 6)):
        a, b = vector(seed, size, left), vector(seed + 50, size, right)
        called = candidate.sparse_dot.with_arguments(a, b)
        expect.close(called.value, unpacked(a, size) @ unpacked(b, size), because="Vectors that share some indices.")
        expect.equal(called.arguments[0][1], a[1], because="The values after the call.")
        lists = [[part.tolist() for part in one] for one in (a, b)]
        called = candidate.sparse_dot.with_arguments(*[tuple(one) for one in lists])
        for after, before in zip(called.arguments, lists, strict=True):
            expect.equal([list(part) for part in after], before, because="Lists after the call.")
    expect.close(candidate.sparse_dot(([1, 3], [2.0, 4.0]), ([0, 2], [5.0, 6.0])), 0.0, because="Nothing is shared.")
    expect.close(candidate.sparse_dot(([], []), ([0, 2], [5.0, 6.0])), 0.0, because="One is empty.")
    expect.close(candidate.sparse_dot(([0, 2], [3, 200]), ([0, 2], [5, 100])), 20015.0, because="Whole numbers.")


def test_never_unpacked(candidate):
    far = 10**15
    a, b = ([3, far - 2, far], [2.0, 5.0, 3.0]), ([3, far - 1, far], [0.5, 7.0, 4.0])
    expect.close(candidate.sparse_dot(a, b), 13.0, because="Huge indices, some of them neighbours.")
    rng = np.random.default_rng(5)
    a, b = vector(6, 120_000, 50_000), vector(7, 120_000, 50_000)
    wanted = unpacked(a, 120_000) @ unpacked(b, 120_000)
    spread = (a[0] * 1_000_003, a[1]), (b[0] * 1_000_003, b[1])
    expect.close(candidate.sparse_dot(*spread), wanted, rtol=1e-9, because="Long vectors.")
    values = rng.integers(0, 256, 40).astype(np.uint8)
    small = np.arange(40), values
    expect.close(
        candidate.sparse_dot(small, small), float((values.astype(float) ** 2).sum()), because="Bytes as values."
    )


def test_refuses_broken_vectors(candidate):
    good = ([2, 5], [1.0, 2.0])
    for bad, why in (
        (([2, 5, 7], [1.0, 2.0]), "there are more indices than values"),
        (([2], [1.0, 2.0]), "there are more values than indices"),
        (([5, 2], [1.0, 2.0]), "indices descend"),
        (([2, 2], [1.0, 2.0]), "an index comes twice"),
        (([-1, 5], [1.0, 2.0]), "an index is negative"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.sparse_dot(bad, good)
        with candidate.raises(ValueError, because=why):
            candidate.sparse_dot(good, bad)
    expect.close(candidate.sparse_dot(good, good), 5.0, because="A vector with itself.")
