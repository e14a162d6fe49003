"""The checks that a candidate can read and run."""

from prep.grading import expect

BOXES = [[0, 0, 10, 10], [1, 0, 11, 10], [20, 20, 30, 30], [0, 0, 10, 5]]
SCORES = [0.8, 0.9, 0.3, 0.7]


def kept(candidate, count, **settings):
    found = candidate.nms(BOXES, SCORES, **settings)
    return expect.array(found, (count,), kinds="iu", what="the positions").tolist()


def test_keeps_two_of_four(candidate):
    expect.equal(sorted(kept(candidate, 2, iou_threshold=0.4)), [1, 2], what="the boxes that are kept")


def test_best_boxes_come_first(candidate):
    expect.equal(kept(candidate, 3), [1, 3, 2], what="the positions")
    expect.equal(kept(candidate, 1, max_kept=1), [1], what="the positions")
