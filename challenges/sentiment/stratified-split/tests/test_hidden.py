"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

CHANCE = """
import random

import numpy as np
import solution


def undisturbed(name, *arguments):
    # Whether others draw the same random numbers after a call as without it.
    drawn = []
    for calls in (False, True):
        random.seed(7)
        np.random.seed(7)
        if calls:
            getattr(solution, name)(*arguments)
        drawn.append((random.random(), float(np.random.random())))
    return drawn[0] == drawn[1]
"""


def classes(seed, rows, kinds, evenness=0.5):
    rng = np.random.default_rng(seed)
    return np.minimum(rng.geometric(evenness, rows) - 1, kinds - 1)


def sides(candidate, labels, test_rows, seed=1):
    """Both sides of a split, once it is certain what they are."""
    found = expect.sequence(candidate.stratified_split(labels, test_rows, seed), 2, what="the split")
    lengths = (len(labels) - test_rows, test_rows)
    return [
        expect.array(side, (length,), kinds="iu", what="a side") for side, length in zip(found, lengths, strict=True)
    ]


def folds(candidate, labels, k, seed=1):
    found = expect.sequence(candidate.stratified_folds(labels, k, seed), k, what="the folds")
    found = [expect.array(fold, (-1,), kinds="iu", what="a fold") for fold in found]
    everything = np.sort(np.concatenate(found))
    expect.that(np.array_equal(everything, np.arange(len(labels))), "Every row is in exactly one fold.")
    return found


def expect_quotas(candidate, labels, test_rows, because):
    wanted = np.asarray(labels)[reference.stratified_split(labels, test_rows, 3)[1]]
    test = sides(candidate, labels, test_rows)[1]
    expect.that(test.min() >= 0 and test.max() < len(labels), "Row numbers lie between 0 and n - 1.")
    found = np.asarray(labels)[test]
    expect.equal(np.sort(found).tolist(), np.sort(wanted).tolist(), what="the classes to test on", because=because)


def test_every_row_on_one_side(candidate):
    for seed, rows, test_rows in [(1, 50, 10), (2, 7, 6), (3, 200, 1), (4, 2, 1)]:
        labels = classes(seed, rows, 4)
        train, test = sides(candidate, labels, test_rows)
        together = np.sort(np.concatenate([train, test]))
        expect.that(np.array_equal(together, np.arange(rows)), "Every row is on exactly one side.")
        expect.that(all((np.diff(side) > 0).all() for side in (train, test)), "Row numbers ascend.")
    for fold in folds(candidate, classes(5, 60, 4), 5):
        expect.that((np.diff(fold) > 0).all(), "Row numbers ascend in a fold.")


def test_classes_have_their_quota(candidate):
    for seed, rows, kinds, test_rows in [(6, 60, 3, 13), (7, 101, 7, 20), (8, 997, 12, 331), (9, 40, 2, 39)]:
        expect_quotas(candidate, classes(seed, rows, kinds, 0.3), test_rows, "Quotas are not whole numbers.")
    expect_quotas(candidate, [0] * 6 + [1] * 2, 3, "The rare class has the larger remainder.")
    expect_quotas(candidate, [0] * 2 + [1] * 6, 2, "Equal remainders: the class with more rows comes first.")
    expect_quotas(candidate, [2, 1, 0] * 3, 4, "Equal classes: the label that sorts first comes first.")
    expect_quotas(candidate, ["b", "a", "c", "d"] * 5, 6, "Equal classes: the label that sorts first comes first.")
    for counts, test_rows in [((2, 8, 2), 2), ((2, 8, 2), 8), ((4, 7, 1), 8), ((12, 41, 5), 56)]:
        labels = np.repeat(np.arange(3), counts)
        expect_quotas(candidate, labels, test_rows, "Remainders that only look different as floats.")


def test_rare_classes(candidate):
    labels = np.repeat(np.arange(6), [90, 5, 2, 1, 1, 1])
    for test_rows in (1, 10, 20, 50, 95, 99):
        expect_quotas(candidate, labels, test_rows, "Some classes have one row.")
    expect_quotas(candidate, np.arange(9), 4, "Every row is a class of its own.")
    expect_quotas(candidate, [7] * 9, 4, "There is one class.")


def test_same_seed_same_rows(candidate):
    labels = classes(10, 80, 4)
    for call in (lambda seed: sides(candidate, labels, 30, seed), lambda seed: folds(candidate, labels, 4, seed)):
        first, other = call(11), call(12)
        for before, again in zip(first, call(11), strict=True):
            expect.equal(again, before, because="The same seed.")
        differs = any(not np.array_equal(one, two) for one, two in zip(first, other, strict=True))
        expect.that(differs, "Another seed draws other rows.")
    chance = candidate.helper("chance", CHANCE)
    for name, number in (("stratified_split", 20), ("stratified_folds", 4)):
        because = "The random numbers of the rest of the program are left alone."
        expect.equal(chance.undisturbed(name, labels, number, 3), True, because=because)


def test_rows_get_equal_chances(candidate):
    labels = [0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1]
    counts, together = np.zeros(12), 0
    for seed in range(60):
        test = sides(candidate, labels, 6, seed)[1]
        expect.that(test.max() < 12, "Row numbers lie between 0 and n - 1.")
        counts[test] += 1
        together += 0 in test and 1 in test
    expect.that(
        counts.min() >= 10 and counts.max() <= 50, "Every row of a class is drawn about as often as the others."
    )
    counts, pairs = np.zeros((12, 3)), np.zeros(12)
    for seed in range(60):
        for number, fold in enumerate(folds(candidate, labels, 3, seed)):
            counts[fold, number] += 1
            pairs[fold] += 0 in fold
    expect.that(counts.min() >= 4 and counts.max() <= 40, "Every row comes into every fold about as often.")
    expect.that(pairs[1:].max() < 50, "No two rows always go together.")


def test_folds_share_each_class(candidate):
    for seed, rows, kinds, k in [(13, 60, 3, 5), (14, 101, 6, 4), (15, 997, 10, 7), (16, 9, 4, 9)]:
        labels = classes(seed, rows, kinds, 0.3)
        counts = np.array([np.bincount(labels[fold], minlength=kinds) for fold in folds(candidate, labels, k)])
        expect.that(np.ptp(counts, axis=0).max() <= 1, "The folds' counts of a class differ by one at most.")


def test_folds_are_of_one_size(candidate):
    for labels, k in [(np.arange(60) % 10, 4), (np.repeat(np.arange(5), [6, 6, 6, 6, 1]), 5), (classes(17, 83, 9), 8)]:
        sizes = [len(fold) for fold in folds(candidate, labels, k)]
        expect.that(max(sizes) - min(sizes) <= 1, "The folds' numbers of rows differ by one at most.")
    singles = [len(fold) for fold in folds(candidate, np.arange(10), 5)]
    expect.equal(singles, [2] * 5, because="Every row is a class of its own.")


def test_labels_and_arguments(candidate):
    codes = classes(18, 40, 3)
    for labels in (
        np.array(["so", "bad", "very good"])[codes],
        np.array(["so", "bad", "very good"])[codes].tolist(),
        (codes > 0).tolist(),
        codes - 7,
        codes.astype(np.uint8) * np.uint8(100),
        codes * 10**15,
    ):
        expect_quotas(candidate, labels, 13, "Labels of several kinds.")
        expect.equal(len(folds(candidate, labels, 3)), 3)
    for name in ("stratified_split", "stratified_folds"):
        after = getattr(candidate, name).with_arguments(codes, 5, 1).arguments[0]
        expect.equal(after, codes, because="The labels after the call.")


def test_refuses_impossible_input(candidate):
    labels = classes(19, 10, 3)
    for bad, test_rows, why in [
        (labels, 0, "there are no rows to test on"),
        (labels, -1, "test_rows is negative"),
        (labels, 10, "there are no rows to train on"),
        (labels, 11, "there are more rows to test on than rows"),
        (labels[:, None], 3, "labels are a column"),
        ([], 1, "there are no rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.stratified_split(bad, test_rows, 1)
    for bad, k, why in [
        (labels, 1, "there is one fold"),
        (labels, 0, "there is no fold"),
        (labels, 11, "there are more folds than rows"),
        (labels[:, None], 3, "labels are a column"),
        ([], 2, "there are no rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.stratified_folds(bad, k, 1)
    expect_quotas(candidate, labels, 4, "An ordinary call.")
    expect.equal([len(fold) for fold in folds(candidate, labels, 10)], [1] * 10, because="As many folds as rows.")
    expect.equal([len(fold) for fold in folds(candidate, labels, 2)], [5] * 2, because="Two folds.")
