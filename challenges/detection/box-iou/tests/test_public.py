"""The checks that a candidate can read and run."""

from prep.grading import expect

A = [[0, 0, 4, 4], [2, 2, 6, 6]]
B = [[0, 0, 4, 2], [2, 2, 4, 4], [4, 0, 8, 4]]


def test_overlap_of_two_and_three(candidate):
    expect.close(candidate.box_iou(A, B), [[0.5, 0.25, 0.0], [0.0, 0.25, 1 / 7]], what="the IoU")


def test_best_of_three(candidate):
    positions, ious = expect.sequence(candidate.best_overlaps(A, B), 2, what="best_overlaps(a, b)")
    positions = expect.array(positions, (2,), kinds="iu", what="the positions")
    expect.equal(positions.tolist(), [0, 1], what="the positions")
    expect.close(ious, [0.5, 0.25], what="the best IoU")
