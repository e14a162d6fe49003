"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(seed, count, frame=100.0):
    """Boxes of all sizes, some of them beyond the frame's left and upper edge."""
    rng = np.random.default_rng(seed)
    corner = rng.uniform(-0.2 * frame, frame, (count, 2))
    return np.hstack([corner, corner + rng.uniform(0.01, 0.6, (count, 2)) * frame])


def expect_same_overlaps(candidate, a, b):
    expect.close(candidate.box_iou(a, b), reference.box_iou(a, b), what="the IoU")


def expect_same_best(candidate, a, b):
    wanted_positions, wanted_ious = reference.best_overlaps(a, b)
    positions, ious = expect.sequence(candidate.best_overlaps(a, b), 2, what="best_overlaps(a, b)")
    positions = expect.array(positions, wanted_positions.shape, kinds="iu", what="the positions")
    expect.equal(positions, wanted_positions, what="the positions")
    expect.close(ious, wanted_ious, what="the best IoU")


def test_overlap_of_many(candidate):
    for seed, n, m, frame in [(1, 60, 45, 100.0), (2, 20, 30, 1e-3), (3, 400, 500, 4000.0)]:
        expect_same_overlaps(candidate, draw(seed, n, frame), draw(seed + 10, m, frame))


def test_boxes_that_touch_or_contain(candidate):
    middle = [[10, 10, 20, 20]]
    around = [[x, y, x + 10, y + 10] for x in (-5, 0, 10, 20, 25) for y in (-5, 0, 10, 20, 25)]
    inside = [[12, 13, 15, 19], [0, 0, 40, 40], [10, 10, 20, 15], [12, 0, 18, 30]]
    expect_same_overlaps(candidate, middle, [*around, *inside])
    expect_same_overlaps(candidate, [*around, *inside], middle)


def test_empty_boxes(candidate):
    boxes = draw(4, 6)
    point, line, turned = [30.0, 40.0, 30.0, 40.0], [10.0, 20.0, 60.0, 20.0], [70.0, 80.0, 20.0, 10.0]
    half_turned = [70.0, 10.0, 20.0, 90.0]
    empty = [point, line, turned, half_turned]
    expect_same_overlaps(candidate, [*empty, *boxes], [*empty, *boxes, [0.0, 0.0, 100.0, 100.0]])
    with expect.case("Nothing is best where nothing overlaps."):
        expect_same_best(candidate, [*empty, *boxes], [*empty, *boxes])
        expect_same_best(candidate, empty, empty)


def test_best_of_many(candidate):
    for seed, n, m in [(5, 50, 40), (6, 7, 1)]:
        expect_same_best(candidate, draw(seed, n), draw(seed + 10, m))
    twice = draw(7, 12)
    expect_same_best(candidate, twice[::-1], np.vstack([twice, twice]))
    expect_same_best(candidate, [[0, 0, 4, 4], [90, 90, 95, 95]], [[0, 2, 4, 6], [2, 0, 6, 4], [50, 50, 60, 60]])


def test_no_boxes(candidate):
    none, some = np.zeros((0, 4)), draw(8, 5)
    for a, b in [(none, some), (some, none), (none, none)]:
        expect.array(candidate.box_iou(a, b), (len(a), len(b)), what="the IoU")
        expect_same_best(candidate, a, b)
    expect_same_overlaps(candidate, some, some)


def test_small_integers_and_lists(candidate):
    rng = np.random.default_rng(9)
    for dtype in (np.uint8, np.int8, np.int16, np.float32):
        corner = rng.integers(0, 60, (20, 2))
        boxes = np.hstack([corner, corner + rng.integers(1, 65, (20, 2))]).astype(dtype)
        expect_same_overlaps(candidate, boxes[:8], boxes[8:])
        expect_same_overlaps(candidate, boxes[:8].tolist(), boxes[8:].tolist())
    apart = np.array([[200, 200, 250, 250], [0, 0, 100, 255]], dtype=np.uint8)
    expect_same_best(candidate, apart, apart[::-1])


def test_leaves_inputs_unchanged(candidate):
    boxes = draw(10, 9)
    boxes[3] = [50.0, 60.0, 40.0, 30.0]
    for name in ("best_overlaps", "box_iou"):
        arguments = (boxes[:4], boxes[4:])
        called = getattr(candidate, name).with_arguments(*arguments)
        for after, before in zip(called.arguments, arguments, strict=True):
            expect.equal(after, before, what=f"an argument of {name} after the call")
    expect.array(called.value, (4, 5), what="the IoU of all pairs")


def test_refuses_other_tables(candidate):
    boxes = draw(11, 4)
    for bad, why in [
        (boxes[0], "a single box is not a table"),
        (boxes[:, :3], "there are three columns"),
        (np.hstack([boxes, boxes]), "there are eight columns"),
        (boxes[:, :1], "there is one column, though NumPy would broadcast it"),
        (boxes[None], "there are three dimensions"),
        ([], "an empty list has no columns"),
    ]:
        for name in ("box_iou", "best_overlaps"):
            for arguments in [(bad, boxes), (boxes, bad)]:
                with candidate.raises(ValueError, because=why):
                    getattr(candidate, name)(*arguments)
    expect_same_overlaps(candidate, boxes, boxes)
