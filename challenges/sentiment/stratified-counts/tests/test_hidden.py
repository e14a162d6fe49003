"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def expect_counts(candidate, labels, total, because):
    called = candidate.class_counts.with_arguments(labels, total)
    found = expect.mapping(called.value, sorted(set(labels)), what="the counts")
    expect.equal(found, reference.class_counts(labels, total), because=because)
    expect.equal(called.arguments[0], labels, because="The labels after the call.")


def test_adds_up(candidate):
    rng = np.random.default_rng(1)
    for n, classes, total in ((20, 3, 7), (50, 6, 13), (9, 9, 4), (5, 1, 3), (30, 4, 30), (11, 3, 0)):
        labels = rng.integers(0, classes, n).tolist()
        expect_counts(candidate, labels, total, "Samples of several sizes.")
    expect_counts(candidate, ["dull"] * 98 + ["great"] * 2, 10, "A rare class.")
    expect.equal(candidate.class_counts([], 0), {}, because="There are no rows.")
    expect_counts(candidate, [4, 4, 2], 2, "A small sample.")


def test_equal_remainders(candidate):
    for labels in (
        [3, 1, 2, 0],
        [2, 3, 0, 1],
        list("dcba"),
        [9, 10, 100, 11],
        [-2, -10, 3, 20],
        ["b", "B", "ab", "10"],
    ):
        for total in (1, 2, 3):
            expect_counts(candidate, labels, total, "All classes have the same remainder.")
    labels = [name for name in range(60) for _ in range(1 + name % 3)]
    for total in (9, 23, 50):
        expect_counts(candidate, labels, total, "Many classes have the same remainder.")
    labels = [1] * 21 + [0] * 7 + [2] * 21
    for total in (10, 20, 40):
        expect_counts(candidate, labels, total, "Some remainders are equal, of classes of different size.")
    for *sizes, total in ((3, 13, 9, 20), (14, 8, 2, 8), (2, 7, 13, 4)):
        labels = [name for name, size in enumerate(sizes) for _ in range(size)]
        expect_counts(candidate, labels, total, "Remainders that are equal, but not as floats.")
    for count in range(1, 12):
        labels = [9] * (2 * count) + [1] * count + [5] * (3 * count)
        for total in range(2, 6 * count, 3):
            expect_counts(candidate, labels, total, "Remainders that are equal, or nearly so.")


def test_refuses_impossible_totals(candidate):
    for total in (-1, 5):
        with candidate.raises(ValueError, because="there are not so many rows"):
            candidate.class_counts([0, 1, 1, 0], total)
    with candidate.raises(ValueError, because="there are no rows at all"):
        candidate.class_counts([], 1)
    expect.equal(candidate.class_counts([0, 1, 1, 0], 4), {0: 2, 1: 2}, because="All rows.")
