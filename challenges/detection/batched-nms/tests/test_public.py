"""The checks that a candidate can read and run."""

from prep.grading import expect

BOXES = [[0, 0, 10, 10], [1, 0, 11, 10], [0, 0, 10, 10], [0, 0, 10, 10], [50, 50, 60, 60]]
SCORES, CLASSES, IMAGES = [0.6, 0.7, 0.5, 0.9, 0.8], [1, 1, 2, 1, 2], [0, 0, 0, 1, 0]


def kept(candidate, count, **settings):
    found = candidate.batched_nms(BOXES, SCORES, CLASSES, IMAGES, **settings)
    return expect.array(found, (count,), kinds="iu", what="the positions").tolist()


def test_two_images_two_classes(candidate):
    expect.equal(kept(candidate, 4), [4, 1, 2, 3], what="the positions")


def test_best_of_each_image(candidate):
    expect.equal(kept(candidate, 2, max_per_image=1), [4, 3], what="the positions")
