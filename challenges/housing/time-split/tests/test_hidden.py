"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def sales(seed, n, last, groups=4):
    """Days in any order, some of them the same and some without a sale; groups, and values."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, last, n), rng.integers(0, groups, n) * 3, rng.normal(200.0, 50.0, n)


def expect_same_folds(candidate, days, because, **settings):
    wanted = reference.walk_forward(days, **settings)
    found = expect.sequence(candidate.walk_forward(days, **settings), len(wanted), what="the folds")
    for fold, parts in zip(found, wanted, strict=True):
        for rows, part in zip(expect.sequence(fold, 2, what="a fold"), parts, strict=True):
            expect.equal(expect.array(rows, part.shape, what="the rows of a part", kinds="iu"), part, because=because)


def expect_same_means(candidate, days, groups, values, because, **settings):
    wanted = reference.known_before(days, groups, values, **settings)
    found = expect.array(
        candidate.known_before(days, groups, values, **settings), wanted.shape, what="the means", finite=False
    )
    expect.close(found, wanted, rtol=RTOL, atol=0, what="the means", because=because)


def test_walks_through_many_sales(candidate):
    for seed, n, last, folds, horizon in ((1, 60, 40, 3, 5), (2, 200, 365, 4, 30), (3, 30, 12, 5, 2), (4, 25, 9, 1, 1)):
        days, _, _ = sales(seed, n, last)
        expect_same_folds(candidate, days, "Days in any order.", folds=folds, horizon=horizon)
    days = np.array([3, 3, 3, 1, 1, 2, 2, 2, 2])
    expect_same_folds(candidate, days, "Many rows of one day.", folds=2, horizon=1)


def test_leaves_out_the_gap(candidate):
    for seed, gap in ((5, 1), (6, 7), (7, 20)):
        days, _, _ = sales(seed, 120, 90)
        expect_same_folds(candidate, days, "A gap before the test.", folds=3, horizon=10, gap=gap)
    expect_same_folds(candidate, [0, 4, 5, 6, 9], "A day that is just outside the gap.", folds=1, horizon=1, gap=4)


def test_learns_from_a_window(candidate):
    for seed, gap, window in ((8, 0, 15), (9, 6, 1), (10, 3, 400)):
        days, _, _ = sales(seed, 300, 90)
        expect_same_folds(candidate, days, "A window of days.", folds=3, horizon=10, gap=gap, window=window)
    days = [0, 4, 5, 6, 9]
    expect_same_folds(candidate, days, "A day at the edge of the window.", folds=1, horizon=1, gap=3, window=2)


def test_days_of_any_kind(candidate):
    days, _, _ = sales(11, 80, 60)
    expect_same_folds(candidate, days - 40, "Negative days.", folds=3, horizon=9, gap=2)
    expect_same_folds(candidate, 7 * days, "Most days have no sale.", folds=3, horizon=50, window=90)
    far = np.concatenate([days, days + 10**12])
    expect_same_folds(candidate, far, "Days very far apart.", folds=2, horizon=20)
    small = np.array([250, 3, 255, 120, 249, 200], dtype=np.uint8)
    expect_same_folds(candidate, small, "Days of a small dtype.", folds=2, horizon=40, gap=100)
    expect_same_folds(candidate, small.astype(np.int8), "Days of a small dtype.", folds=1, horizon=40, gap=100)
    few = np.arange(4, dtype=np.uint8)
    expect_same_folds(candidate, few, "A window longer than the days there are.", folds=1, horizon=1, window=5)
    values = np.arange(6.0)
    expect_same_means(candidate, small, [0, 0, 0, 1, 0, 1], values, "Days of a small dtype.", delay=100)


def test_looks_back_only(candidate):
    for seed, n, last in ((12, 50, 30), (13, 200, 25), (14, 6, 100)):
        expect_same_means(candidate, *sales(seed, n, last), "Rows of earlier days only, of the same group.")
    days, groups = np.array([4, 4, 2, 4, 2]), np.zeros(5, dtype=int)
    expect_same_means(candidate, days, groups, [1.0, 2, 4, 8, 16], "Rows of the same day do not know each other.")
    expect_same_means(candidate, [7], ["x"], [3.0], "A single row.")


def test_waits_until_values_are_known(candidate):
    for seed, delay in ((15, 1), (16, 5), (17, 40)):
        expect_same_means(candidate, *sales(seed, 120, 40), "Values are known some days later.", delay=delay)
    expect_same_means(candidate, [0, 3, 4, 7], [1] * 4, [1.0, 2, 4, 8], "Known on the day itself.", delay=3)


def test_groups_of_any_kind(candidate):
    days, groups, values = sales(18, 90, 30, groups=7)
    names = np.array(["Ames", "Ankeny", "Boone", "ames", "", "Nevada", "10"])
    expect_same_means(candidate, days, names[groups // 3], values, "Groups are texts.")
    expect_same_means(candidate, days, names[groups // 3].tolist(), values.tolist(), "Groups are texts.")
    expect_same_means(candidate, days, groups - 9, values, "Groups are numbers.")


def test_values_far_from_zero(candidate):
    days, groups, values = sales(19, 400, 60)
    expect_same_means(candidate, days, groups, 1e8 + np.round(values) % 2, "Large prices that hardly differ.")
    expect_same_means(candidate, days, groups, (values % 2).astype(np.float32), "Single precision.")
    expect_same_means(candidate, days, groups, (values % 120).astype(np.int8), "Values of a small dtype.")


def test_many_sales(candidate):
    for groups in (3, 5_000):
        days, group, values = sales(20, 40_000, 4000, groups=groups)
        expect_same_means(candidate, days, group, values, "40,000 rows.", delay=30)
    expect_same_folds(candidate, days, "40,000 rows.", folds=20, horizon=100, gap=7)
    group = np.append(np.repeat(np.arange(9_999), 2), 0)
    days = np.append(np.tile([10**12 - 1, 10**12], 9_999), 0)
    expect_same_means(candidate, days, group, np.arange(19_999.0), "Days of many groups, next to each other and far.")


def test_leaves_inputs_unchanged(candidate):
    days, groups, values = sales(21, 40, 20)
    called = candidate.walk_forward.with_arguments(days, 2, 4)
    expect.equal(called.arguments[0], days, because="The days after the call.")
    expect.equal(len(expect.sequence(called.value, 2, what="the folds")), 2, what="the number of folds")
    called = candidate.known_before.with_arguments(days, groups, values)
    for after, before in zip(called.arguments, (days, groups, values), strict=True):
        expect.equal(after, before, because="An argument after the call.")
    found = expect.array(called.value, (40,), what="the means", finite=False)
    expect.that(bool(np.isfinite(found).any()), "Some rows have earlier ones.")


def test_refuses_impossible_input(candidate):
    days = [1, 2, 3, 9]
    for given, settings, why in (
        ([], {"folds": 1, "horizon": 1}, "there are no rows"),
        ([[1, 2]], {"folds": 1, "horizon": 1}, "days are a table"),
        ([1.0, 2.0], {"folds": 1, "horizon": 1}, "days are floats"),
        (days, {"folds": 0, "horizon": 1}, "there are no folds"),
        (days, {"folds": 1, "horizon": 0}, "a test has no days"),
        (days, {"folds": 1, "horizon": 1, "gap": -1}, "the gap is negative"),
        (days, {"folds": 1, "horizon": 1, "window": 0}, "the window has no days"),
        (days, {"folds": 2, "horizon": 3}, "the first test has no rows"),
        (days, {"folds": 1, "horizon": 9}, "there is nothing to learn from"),
        (days, {"folds": 1, "horizon": 1, "gap": 8}, "the gap leaves nothing to learn from"),
        (days, {"folds": 1, "horizon": 1, "window": 3}, "the window holds nothing to learn from"),
        ([3, 4, 6, 7], {"folds": 2, "horizon": 2, "window": 1}, "the window of the last fold holds nothing"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.walk_forward(given, **settings)
    for arguments, why in (
        (([], [], []), "there are no rows"),
        (([1.5, 2.0], [1, 1], [1.0, 2.0]), "days are floats"),
        ((days, [1, 2, 3], [1.0] * 4), "a group is missing"),
        ((days, [1] * 4, [1.0] * 5), "there is a value too many"),
        ((days, [1] * 4, [1.0] * 4, -1), "the delay is negative"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.known_before(*arguments)
    expect_same_folds(candidate, days, "Days that can be split.", folds=1, horizon=7, gap=1, window=1)
    expect_same_means(candidate, days, [1, 1, 2, 1], [1.0, 2.0, 3.0, 4.0], "Rows that can be used.")
