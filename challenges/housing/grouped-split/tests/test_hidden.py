"""The checks that decide."""

import numpy as np

from prep.grading import expect

STREETS = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan", "Yew"]


def split(candidate, groups, share, seed):
    """A mask of the test rows, after making sure that every row is in exactly one part and neither part is empty."""
    parts = expect.sequence(candidate.grouped_split(groups, share, seed), 2, what="what is returned")
    train, test = (expect.array(part, (-1,), kinds="iu", what="the rows of a part") for part in parts)
    rows = np.concatenate([train, test])
    expect.equal(np.sort(rows), np.arange(len(groups)), what="both parts together, sorted,")
    expect.that(len(train) > 0, "the training part is empty")
    expect.that(len(test) > 0, "the test part is empty")
    return np.isin(np.arange(len(groups)), test)


def labels_tested(candidate, groups, share, seed):
    """The labels in the test part."""
    mask = split(candidate, groups, share, seed)
    return set(np.asarray(groups)[mask].tolist())


def shuffled_table(seed, sizes):
    """Labels with gaps between them, as many of each as `sizes` says, in random order."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(900)[: len(sizes)] + 100
    return rng.permutation(np.repeat(labels, sizes))


def test_no_group_is_on_both_sides(candidate):
    by_parcel = shuffled_table(1, [3] * 40)
    by_street = [STREETS[i] for i in np.random.default_rng(2).integers(0, 12, 150)]
    for groups, share in [(by_parcel, 0.2), (by_street, 0.35), (by_parcel.tolist(), 0.5)]:
        for seed in range(8):
            mask = split(candidate, groups, share, seed)
            labels = np.asarray(groups)
            shared = set(labels[mask]) & set(labels[~mask])
            expect.that(not shared, f"{len(shared)} groups are in both parts", because="A group is in both parts.")


def test_share_counts_rows(candidate):
    for sizes, share in [([1] * 30 + [15] * 30, 0.25), (list(range(1, 31)), 0.6), ([2] * 50, 0.1)]:
        groups = shuffled_table(3, sizes)
        for seed in range(20):
            count = split(candidate, groups, share, seed).sum()
            expect.that(
                abs(count - share * len(groups)) <= max(sizes),
                f"{count} of {len(groups)} rows are tested, where the share is {share}",
                because="The tested rows are too few or too many for test_share.",
            )


def test_same_seed_same_split(candidate):
    groups = shuffled_table(4, [1, 2, 3, 4, 5] * 6)
    first = [split(candidate, groups, 0.3, seed) for seed in (0, 7)]
    again = [split(candidate, groups, 0.3, seed) for seed in (0, 7)]
    for one, other in zip(first, again, strict=True):
        expect.that((one == other).all(), "the same seed gave two different splits")
    as_list = split(candidate, groups.tolist(), 0.3, 7)
    expect.that((as_list == first[1]).all(), "a list gave another split than an array of the same labels")


def test_every_group_gets_its_turn(candidate):
    groups = [street for street in STREETS[:10] for _ in range(4)]
    draws = 200
    times = dict.fromkeys(STREETS[:10], 0)
    for seed in range(draws):
        for street in labels_tested(candidate, groups, 0.3, seed):
            times[street] += 1
    share = np.array(list(times.values())) / draws
    expect.that(share.min() > 0.5 * share.mean(), "some group is tested far less often than others of its size")
    expect.that(share.max() < 1.5 * share.mean(), "some group is tested far more often than others of its size")
    # Eighths of many groups, in the order of their labels; chance moves them by less than two hundredths.
    many, tested = np.arange(400).repeat(2), np.zeros(400)
    for seed in range(150):
        tested += split(candidate, many, 0.3, seed)[::2]
    eighths = tested.reshape(8, -1).sum(axis=1)
    unfair = "with 400 groups, those at one end of the labels are tested more often than those at the other"
    expect.that(eighths.max() < 1.1 * eighths.mean(), unfair, because="Among many groups, some are tested too often.")
    expect.that(eighths.min() > 0.9 * eighths.mean(), unfair, because="Among many groups, some are tested too seldom.")


def test_row_order_does_not_matter(candidate):
    groups = shuffled_table(5, [2, 3, 4] * 8)
    rng = np.random.default_rng(6)
    for seed in range(5):
        before = labels_tested(candidate, groups, 0.4, seed)
        after = labels_tested(candidate, rng.permutation(groups), 0.4, seed)
        expect.that(before == after, "other groups are tested when the rows come in another order")


def test_leaves_the_global_generators_alone(candidate):
    numbers = [candidate.library("numpy.random", "get_state"), candidate.library("random", "getstate")]
    before = [generator() for generator in numbers]
    split(candidate, shuffled_table(7, [2] * 20), 0.25, 3)
    after = [generator() for generator in numbers]
    expect.that(repr(after) == repr(before), "a global random generator has moved")


def test_neither_part_is_empty(candidate):
    for seed in range(6):
        for share in (0.001, 0.4, 0.999):
            for groups in ([5, 3, 5, 3, 3], ["b", "a"], shuffled_table(8, [1, 40, 2]), shuffled_table(9, [3] * 6)):
                mask = split(candidate, groups, share, seed)
                labels = np.asarray(groups)
                expect.that(not set(labels[mask]) & set(labels[~mask]), "a group is in both parts")


def test_refuses_impossible_input(candidate):
    groups = shuffled_table(10, [2] * 10)
    for share in (0.0, 1.0, -0.2, 1.5):
        with candidate.raises(ValueError, because="test_share is not between 0 and 1"):
            candidate.grouped_split(groups, share, 1)
    for few, why in [([4, 4, 4], "there is only one group"), ([], "there are no rows")]:
        with candidate.raises(ValueError, because=why):
            candidate.grouped_split(few, 0.5, 1)
    split(candidate, groups, 0.5, 1)
