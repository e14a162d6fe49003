"""The checks that decide."""

import numpy as np

from prep.grading import expect


def table(labels, classes):
    return (np.asarray(labels)[:, None] == np.arange(classes)).astype(float)


def test_a_one_in_each_row(candidate):
    rng = np.random.default_rng(1)
    for count, classes in ((7, 3), (3, 7), (4, 4), (1, 1), (200, 5)):
        labels = rng.integers(0, classes, count)
        called = candidate.one_hot.with_arguments(labels, classes)
        expect.equal(called.value, table(labels, classes), because="Labels in any number and order.")
        expect.equal(called.arguments[0], labels, because="The labels after the call.")
    small = np.array([3, 0, 2], dtype=np.uint8)
    found = expect.array(candidate.one_hot(small, 5), (3, 5), what="the table", kinds="f")
    expect.equal(found, table(small, 5), because="Labels of a small dtype, classes that no row has.")


def test_rows_without_a_label(candidate):
    for labels in ([-1, 2, -1, 0], [-1, -1, -1]):
        expect.equal(candidate.one_hot(labels, 3), table(labels, 3), because="Some rows have no label.")
        called = candidate.one_hot.with_arguments(np.array(labels), 3)
        expect.equal(called.arguments[0], labels, because="The labels after the call, some of them -1.")
    expect.equal(expect.array(candidate.one_hot([], 3)).shape, (0, 3), because="There are no rows.")
    expect.equal(candidate.one_hot([1], 3), [[0.0, 1.0, 0.0]], because="A row that has one.")


def test_refuses_unknown_classes(candidate):
    for labels, why in (([0, 3], "a label is as large as the number of classes"), ([-2, 1], "a label is below -1")):
        with candidate.raises(ValueError, because=why):
            candidate.one_hot(labels, 3)
    for dtype, label in ((np.uint64, 2**64 - 1), (np.uint8, 255), (np.uint64, 2**63), (np.int64, -(2**63))):
        with candidate.raises(ValueError, because="a label is no class, whatever it may wrap to"):
            candidate.one_hot(np.array([0, label], dtype=dtype), 3)
    with candidate.raises(ValueError, because="labels are floats"):
        candidate.one_hot([0.0, 1.0], 3)
    expect.equal(candidate.one_hot([1, 2], 3), table([1, 2], 3), because="Labels that are classes.")
