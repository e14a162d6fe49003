"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

NAMES = ["precision", "recall", "f1"]


def reviews(seed, count, positive=0.5, digits=None, shift=0.0):
    """Labels, and scores that know something of them; `digits` rounds them, so that many are tied."""
    rng = np.random.default_rng(seed)
    labels = (rng.random(count) < positive).astype(int)
    labels[:2] = 0, 1
    scores = 1.3 * labels + rng.normal(size=count) + shift
    return labels, scores if digits is None else np.round(scores, digits)


def expect_threshold(candidate, labels, scores, min_precision=None):
    expected = reference.choose_threshold(labels, scores, min_precision)
    found = candidate.choose_threshold(labels, scores, min_precision=min_precision)
    expect.close(found, expected, rtol=1e-9, what="the threshold")


def expect_report(report, expected):
    report = expect.mapping(report, ["threshold", "validation", "test"])
    expect.close(report["threshold"], expected["threshold"], rtol=1e-9, what='"threshold"')
    for part in ("validation", "test"):
        found = expect.mapping(report[part], NAMES, what=f'"{part}"')
        for name in NAMES:
            expect.close(found[name], expected[part][name], rtol=1e-9, what=f'"{name}" of "{part}"')


def test_best_f1_of_many_reviews(candidate):
    for seed, share, shift in [(1, 0.5, 0.0), (2, 0.06, -4.0), (3, 0.9, 6.0), (4, 0.3, -20.0)]:
        expect_threshold(candidate, *reviews(seed, 300, share, shift=shift))


def test_best_recall_at_a_precision(candidate):
    for seed, share, precision in [(5, 0.5, 0.8), (6, 0.3, 0.6), (7, 0.4, 0.55), (8, 0.6, 0.05)]:
        expect_threshold(candidate, *reviews(seed, 250, share), precision)


def test_precision_may_fall_and_rise_again(candidate):
    labels = [0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1]
    scores = [float(16 - place) for place in range(16)]
    for precision in (0.62, 0.7, 0.74, 0.75, 1 / 2):
        expect_threshold(candidate, labels, scores, precision)
    expect_threshold(candidate, [0, 0, 1, 1], [4, 3, 2, 1], 0.5)
    with expect.case("A precision that misses min_precision by less than 10⁻¹² is enough."):
        expect_threshold(candidate, [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], range(11, 0, -1), 0.1 + 0.2)
        expect_threshold(candidate, labels, scores, 0.75 + 1e-13)


def test_tied_scores_are_called_together(candidate):
    for seed in range(9, 15):
        labels, scores = reviews(seed, 80, 0.4, digits=0)
        expect_threshold(candidate, labels, scores)
        expect_threshold(candidate, labels, scores, 0.5)
    expect_threshold(candidate, [1, 1, 0, 0], [2.0, 2.0, 2.0, 2.0])
    expect_threshold(candidate, [0, 1, 1, 0, 1], [3.0, 3.0, 3.0, 1.0, 1.0])


def test_largest_of_equally_good_ones(candidate):
    # F1 is 2/3 at 4 and at 1, which the detour over precision and recall computes with different last digits
    for labels in ([0, 0, 1, 1, 1, 0, 0, 1], [0, 1, 1, 0, 1, 0, 0, 1]):
        expect_threshold(candidate, labels, [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0])
    for seed in range(40):
        rng = np.random.default_rng(100 + seed)
        labels = np.append(rng.integers(0, 2, 7), [0, 1])
        scores = rng.permutation(9) / 8.0
        expect_threshold(candidate, labels, scores)
        expect_threshold(candidate, labels, scores, 0.3)


def test_report_of_both_parts(candidate):
    for seed, precision in [(20, None), (21, 0.8), (22, None)]:
        validation, test = reviews(seed, 120, 0.3), reviews(seed + 10, 90, 0.4, digits=1, shift=0.2)
        expected = reference.tune_and_report(validation, test, precision)
        expect_report(candidate.tune_and_report(validation, test, min_precision=precision), expected)


def test_test_reviews_choose_nothing(candidate):
    validation, (labels, scores) = reviews(40, 150, 0.35), reviews(41, 60, 0.35, shift=0.7)
    expected = reference.tune_and_report(validation, (labels, scores))

    def choose(relabelled):
        report = candidate.tune_and_report(validation, (relabelled, scores))
        report = expect.mapping(report, ["threshold", "validation", "test"])
        found = expect.mapping(report["validation"], NAMES, what='"validation"')
        return [report["threshold"], *(found[name] for name in NAMES)]

    probes.held_out_labels_do_not_choose(choose, labels, np.random.default_rng(42), what="the threshold")
    for test in ((labels, scores), (labels[:20], scores[:20] * 5 - 3)):
        report = expect.mapping(candidate.tune_and_report(validation, test), ["threshold"])
        expect.close(report["threshold"], expected["threshold"], what='"threshold"')


def test_test_reviews_of_one_label(candidate):
    validation = reviews(43, 60)
    lone = [1, 0, 0], [9.0, 9.0, -9.0]
    expect_report(candidate.tune_and_report(validation, lone), reference.tune_and_report(validation, lone))
    for label in (0, 1):
        for scores in (np.full(5, -50.0), np.full(5, 50.0), np.linspace(-2.0, 3.0, 5), [9.0, -9.0, -9.0, -9.0, -9.0]):
            test = np.full(5, label), scores
            found = candidate.tune_and_report(validation, test)
            expect_report(found, reference.tune_and_report(validation, test))


def test_very_many_reviews(candidate):
    labels, scores = reviews(44, 50_000, 0.2)
    expect_threshold(candidate, labels, scores)
    expect_threshold(candidate, labels, scores, 0.6)


def test_takes_bools_lists_and_whole_numbers_and_leaves_them_alone(candidate):
    labels, scores = reviews(45, 60, digits=0)
    small = np.clip(scores * 40 + 90, 0, 255).astype(np.uint8)
    few = np.array([1, 0, 0, 0, 1] + 10 * [0]), np.array([200, 160, 150, 140, 100] + 10 * [0], dtype=np.uint8)
    for given in (
        (labels.astype(bool), small),
        few,
        (labels.tolist(), small.tolist()),
        (labels.astype(np.uint8), scores.astype(np.float32)),
        (labels.astype(float), -small.astype(int)),
    ):
        called = candidate.choose_threshold.with_arguments(*given)
        for found, before in zip(called.arguments, given, strict=True):
            expect.equal(found, before, what="an argument after the call")
        expect.close(called.value, reference.choose_threshold(*given), what="the threshold")
        report = candidate.tune_and_report(given, given)
        expect_report(report, reference.tune_and_report(given, given))


def test_refuses_impossible_input(candidate):
    labels, scores = reviews(46, 12)
    gap, endless = scores.copy(), scores.copy()
    gap[3], endless[4] = np.nan, np.inf
    cases = [
        (labels[:11], scores, "there are too few labels"),
        (labels, scores[:11], "there are too few scores"),
        (labels[:, None], scores[:, None], "labels and scores have two dimensions"),
        (labels * 2 - 1, scores, "labels are -1 and 1"),
        (labels + 1, scores, "labels are 1 and 2"),
        (labels, gap, "a score is NaN"),
        (labels, endless, "a score is infinite"),
    ]
    good = labels, scores
    for bad_labels, bad_scores, why in cases:
        with candidate.raises(ValueError, because=why):
            candidate.choose_threshold(bad_labels, bad_scores)
        for parts in (((bad_labels, bad_scores), good), (good, (bad_labels, bad_scores))):
            with candidate.raises(ValueError, because=why):
                candidate.tune_and_report(*parts)
    for one in (np.ones(12, dtype=int), np.zeros(12, dtype=int), []):
        with candidate.raises(ValueError, because="a label is missing among the reviews to choose on"):
            candidate.choose_threshold(one, scores[: len(one)])
    with candidate.raises(ValueError, because="there are no test reviews"):
        candidate.tune_and_report(good, ([], []))
    for precision in (0.0, -0.1, 1.1):
        with candidate.raises(ValueError, because="min_precision is not above 0 and at most 1"):
            candidate.choose_threshold(labels, scores, min_precision=precision)
    with candidate.raises(ValueError, because="no threshold reaches the precision"):
        candidate.choose_threshold([0, 1, 0], [3.0, 2.0, 1.0], min_precision=0.6)
    expect.close(candidate.choose_threshold([0, 1, 1], [1.0, 2.0, 3.0], min_precision=1.0), 2.0, what="the threshold")
