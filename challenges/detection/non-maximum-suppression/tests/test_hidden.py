"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(rng, objects, around, loners, frame=1000.0):
    """Heaps of boxes around some objects, and boxes on their own; scores without a pattern."""
    corner = rng.uniform(-50.0, frame, (objects, 2))
    heap = np.hstack([corner, corner + rng.uniform(30.0, 120.0, (objects, 2))]).repeat(around, axis=0)
    heap += rng.normal(scale=6.0, size=heap.shape)
    corner = rng.uniform(0.0, frame, (loners, 2))
    alone = np.hstack([corner, corner + rng.uniform(5.0, 40.0, (loners, 2))])
    boxes = rng.permutation(np.vstack([heap, alone]))
    return boxes, rng.uniform(0.01, 1.0, len(boxes))


def expect_same_kept(candidate, boxes, scores, *settings, **named):
    wanted = reference.nms(boxes, scores, *settings, **named)
    found = candidate.nms(boxes, scores, *settings, **named)
    found = expect.array(found, wanted.shape, kinds="iu", what="the positions")
    expect.equal(found, wanted, what="the positions")


def test_crowds_of_boxes(candidate):
    for seed, objects, around, loners, frame in [(1, 12, 10, 20, 300.0), (2, 40, 6, 40, 400.0), (3, 3, 60, 0, 100.0)]:
        boxes, scores = draw(np.random.default_rng(seed), objects, around, loners, frame)
        for threshold in (0.5, 0.3, 0.75, 0.0, 1.0):
            expect_same_kept(candidate, boxes, scores, threshold)
        expect_same_kept(candidate, boxes, 40 * scores - 20)
        expect_same_kept(candidate, boxes / 300, scores)
    # Each box removes the next one in the row; the one after that it does not touch enough.
    row = [[10 * i, 0, 10 * i + 30, 20] for i in range(30)]
    expect_same_kept(candidate, row, [1 - i / 40 for i in range(30)], 0.4)


def test_overlap_at_the_threshold(candidate):
    halves = [[0, 0, 8, 8], [0, 0, 8, 4], [0, 4, 8, 8], [0, 0, 4, 4], [100, 0, 108, 8], [104, 0, 108, 8]]
    scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.95]
    for threshold in (0.5, 0.25, 0.5 + 1e-9, 0.5 - 1e-9, 0.25 - 1e-9):
        expect_same_kept(candidate, halves, scores, threshold)
    twins = [[0, 0, 8, 8], [0, 0, 8, 8], [8, 0, 16, 8]]
    for threshold in (1, 0):
        expect_same_kept(candidate, twins, [0.5, 0.6, 0.4], threshold)


def test_equal_scores(candidate):
    rng = np.random.default_rng(4)
    boxes, scores = draw(rng, 15, 8, 30, 300.0)
    expect_same_kept(candidate, boxes, np.round(scores, 1))
    expect_same_kept(candidate, boxes, np.full(len(boxes), 0.5))
    expect_same_kept(candidate, boxes[::-1], rng.integers(0, 2, len(boxes)), 0.6)


def test_empty_boxes(candidate):
    boxes, scores = draw(np.random.default_rng(5), 3, 5, 2, 60.0)
    empty = [[10.0, 10.0, 10.0, 10.0], [10.0, 10.0, 10.0, 10.0], [40.0, 50.0, 5.0, 8.0], [5.0, 30.0, 60.0, 30.0]]
    empty += [[60.0, 0.0, 0.0, 60.0]]
    mixed = np.vstack([empty, boxes, empty])
    scores = np.concatenate([[2.0, 1.5, 1.2, 1.1, 1.05], scores, [0.9, 0.8, 0.7, 0.6, 0.5]])
    for threshold in (0.5, 0.0):
        expect_same_kept(candidate, mixed, scores, threshold)


def test_no_more_than_asked_for(candidate):
    boxes, scores = draw(np.random.default_rng(6), 10, 10, 10, 300.0)
    for most in (1, 2, 9, 10_000):
        expect_same_kept(candidate, boxes, scores, 0.5, most)
    expect_same_kept(candidate, boxes, scores, iou_threshold=0.2, max_kept=5)


def test_lists_and_small_dtypes(candidate):
    rng = np.random.default_rng(7)
    corner = rng.integers(0, 190, (60, 2))
    boxes = np.hstack([corner, corner + rng.integers(20, 65, (60, 2))]).astype(np.uint8)
    scores = rng.integers(0, 256, 60, dtype=np.uint8)
    scores[:5] = 0
    expect_same_kept(candidate, boxes, scores, 0.3)
    expect_same_kept(candidate, boxes.tolist(), scores.tolist(), 0.3)
    expect_same_kept(candidate, boxes.astype(np.float32), (scores / 256).astype(np.float16), 0.3)


def test_no_boxes(candidate):
    expect.array(candidate.nms(np.zeros((0, 4)), np.zeros(0)), (0,), kinds="iu", what="the positions")
    boxes, scores = draw(np.random.default_rng(8), 2, 3, 1)
    expect_same_kept(candidate, boxes, scores)
    expect_same_kept(candidate, boxes[:1], scores[:1])


def test_leaves_inputs_unchanged(candidate):
    boxes, scores = draw(np.random.default_rng(9), 4, 5, 4, 200.0)
    boxes[2, 2] = boxes[2, 0] - 5.0
    called = candidate.nms.with_arguments(boxes, scores)
    for after, before in zip(called.arguments, (boxes, scores), strict=True):
        expect.equal(after, before, what="an argument after the call")
    expect.array(called.value, (-1,), kinds="iu", what="the positions")


def test_refuses_impossible_input(candidate):
    boxes, scores = draw(np.random.default_rng(10), 2, 4, 2)
    unclear = scores.copy()
    unclear[4] = np.nan
    for bad_boxes, bad_scores, settings, why in [
        (boxes[0], scores[:4], {}, "a single box is not a table"),
        (boxes[:, :3], scores, {}, "there are three columns"),
        (np.hstack([boxes, boxes]), scores, {}, "there are eight columns"),
        (boxes, scores[:-1], {}, "a score is missing"),
        (boxes, np.append(scores, 0.5), {}, "there is a score too many"),
        (boxes, scores[:, None], {}, "scores has two dimensions"),
        (boxes, unclear, {}, "a score is NaN"),
        (boxes, scores, {"iou_threshold": -0.01}, "the threshold is below 0"),
        (boxes, scores, {"iou_threshold": 1.01}, "the threshold is above 1"),
        (boxes, scores, {"max_kept": 0}, "max_kept is less than 1"),
        (boxes, scores, {"max_kept": -3}, "max_kept is less than 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.nms(bad_boxes, bad_scores, **settings)
    expect_same_kept(candidate, boxes, scores)


def test_keeps_the_latency_budget(latency):
    def cases(rng):
        return draw(rng, 75, 4, 150, 800.0)

    latency.check("nms", cases)
