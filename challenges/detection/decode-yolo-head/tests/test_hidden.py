"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(seed, shapes, bins=16, classes=4, spread=2.0):
    """Maps of logits, one for each (rows, columns)."""
    rng = np.random.default_rng(seed)
    return [rng.normal(scale=spread, size=(4 * bins + classes, *shape)).astype(np.float32) for shape in shapes]


def expect_same(candidate, levels, strides, **settings):
    wanted = reference.decode(levels, strides, **settings)
    found = expect.sequence(candidate.decode(levels, strides, **settings), 3, what="what decode returns")
    classes = expect.array(found[2], wanted[2].shape, kinds="iu", what="the classes")
    expect.close(found[0], wanted[0], rtol=1e-4, atol=1e-3, what="the boxes")
    expect.close(found[1], wanted[1], rtol=1e-4, what="the scores")
    expect.equal(classes, wanted[2], what="the classes")


def test_boxes_of_three_levels(candidate):
    expect_same(candidate, draw(1, [(12, 20), (6, 10), (3, 5)]), [8, 16, 32])
    expect_same(candidate, draw(2, [(5, 3), (9, 7)], spread=0.5), [32, 12], score_threshold=0.0)
    expect_same(candidate, draw(3, [(40, 40)], spread=4.0), [4.5], score_threshold=0.9)


def test_other_numbers_of_bins(candidate):
    for seed, bins, classes, shapes in [
        (4, 4, 7, [(4, 6), (2, 3)]),
        (5, 8, 1, [(5, 5)]),
        (6, 1, 3, [(3, 4)]),
        (7, 5, 12, [(2, 7), (1, 1), (4, 2), (1, 3)]),
    ]:
        levels = draw(seed, shapes, bins, classes)
        strides = [8 * (k + 1) for k in range(len(shapes))]
        expect_same(candidate, levels, strides, bins=bins, score_threshold=0.4)


def test_scores_and_classes(candidate):
    for seed, classes in [(8, 2), (9, 40)]:
        levels = draw(seed, [(8, 6), (4, 3)], 16, classes, spread=3.0)
        for threshold in (0.05, 0.6):
            expect_same(candidate, levels, [8, 16], score_threshold=threshold)
    levels = draw(10, [(6, 5)], classes=5)
    levels[0][64:] = np.round(levels[0][64:])
    levels[0][66] = levels[0][65]
    expect_same(candidate, levels, [8], score_threshold=0.3)
    expect_same(candidate, [np.round(level).astype(int) for level in levels], [8], score_threshold=0.3)


def test_threshold_is_included(candidate):
    levels = draw(11, [(4, 4)], classes=2)
    levels[0][64:] = -1.0
    levels[0][64, 1, 2] = levels[0][65, 3, 0] = 0.0
    levels[0][65, 0, 1] = 1.0
    for threshold in (0.5, 0.0, 0.75, 1.0):
        expect_same(candidate, levels, [8], score_threshold=threshold)
    expect_same(candidate, levels, [8])


def test_extreme_logits(candidate):
    levels = [1000.0 * np.sign(level) for level in draw(12, [(4, 5), (2, 2)], bins=8)]
    expect_same(candidate, levels, [8, 16], bins=8, score_threshold=0.0)
    levels = [level - 900.0 for level in draw(13, [(4, 5)], bins=8)]
    expect_same(candidate, levels, [8], bins=8, score_threshold=0.0)
    levels = [level + 900.0 for level in draw(14, [(4, 5)], bins=8)]
    expect_same(candidate, levels, [8], bins=8)


def test_half_precision(candidate):
    levels = [level.astype(np.float16) for level in draw(15, [(9, 14), (5, 7)], spread=1.5)]
    expect_same(candidate, levels, [8, 16])
    expect_same(candidate, [level.astype(np.float64) for level in levels], [8, 16])


def test_nothing_is_left(candidate):
    levels = draw(16, [(4, 3), (2, 2)])
    expect_same(candidate, levels, [8, 16], score_threshold=1.0)
    expect_same(candidate, [levels[0][:, :0], levels[1]], [8, 16])
    expect_same(candidate, [levels[0][:, :, :0]], [8])
    expect_same(candidate, levels, [8, 16])


def test_leaves_inputs_unchanged(candidate):
    levels = draw(17, [(4, 3), (2, 2)])
    called = candidate.decode.with_arguments(levels, [8, 16])
    after = expect.sequence(called.arguments[0], 2, what="the levels after the call")
    for level, before in zip(after, levels, strict=True):
        expect.equal(level, before, what="a level after the call")
    expect.sequence(called.value, 3, what="boxes, scores and classes")
    for part in called.value:
        expect.array(part, what="boxes, scores and classes")


def test_refuses_impossible_input(candidate):
    first, second = draw(18, [(4, 3), (2, 2)])
    for levels, strides, settings, why in [
        ([], [], {}, "there are no levels"),
        ([first, second], [8], {}, "a stride is missing"),
        ([first], [8, 16], {}, "there is a stride too many"),
        ([first[0]], [8], {}, "a level has two dimensions"),
        ([first[None]], [8], {}, "a level has four dimensions"),
        ([first[:64]], [8], {}, "there is no channel for a class"),
        ([first[:40]], [8], {}, "there are not even enough channels for the distances"),
        ([first], [8], {"bins": 17}, "there is no channel for a class with 17 bins"),
        ([first, second[:-1]], [8, 16], {}, "the levels differ in their number of classes"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.decode(levels, strides, **settings)
    expect_same(candidate, [first, second], [8, 16])
