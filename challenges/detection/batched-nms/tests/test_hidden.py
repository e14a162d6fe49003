"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(rng, images, classes, heaps, around, loners, frame=600.0):
    """A batch in no particular order: the same number of heaps and of boxes on their own in every image and class."""
    parts = []
    for image in range(images):
        for class_ in range(classes):
            corner = rng.uniform(0.0, frame, (heaps, 2))
            heap = np.hstack([corner, corner + rng.uniform(30.0, 90.0, (heaps, 2))]).repeat(around, axis=0)
            heap += rng.normal(scale=5.0, size=heap.shape)
            corner = rng.uniform(0.0, frame, (loners, 2))
            alone = np.hstack([corner, corner + rng.uniform(10.0, 30.0, (loners, 2))])
            boxes = np.vstack([heap, alone])
            parts.append(np.column_stack([boxes, np.full(len(boxes), class_), np.full(len(boxes), image)]))
    table = rng.permutation(np.vstack(parts))
    scores = rng.uniform(0.01, 1.0, len(table))
    return table[:, :4], scores, table[:, 4].astype(int), table[:, 5].astype(int)


def expect_same_kept(candidate, *batch, **settings):
    wanted = reference.batched_nms(*batch, **settings)
    found = candidate.batched_nms(*batch, **settings)
    found = expect.array(found, wanted.shape, kinds="iu", what="the positions")
    expect.equal(found, wanted, what="the positions")


def test_batches_of_images(candidate):
    for seed, shape in [(1, (3, 4, 5, 6, 8)), (2, (1, 1, 9, 9, 20)), (3, (6, 2, 3, 10, 3)), (4, (1, 12, 2, 5, 4))]:
        batch = draw(np.random.default_rng(seed), *shape, frame=200.0)
        for threshold in (0.5, 0.25, 0.7, 0.0, 1.0):
            expect_same_kept(candidate, *batch, iou_threshold=threshold)
    # Each box removes the next one in the row; the one after that it does not touch enough.
    row = [[10 * i, 0, 10 * i + 30, 20] for i in range(30)]
    same = np.zeros(30, dtype=int)
    expect_same_kept(candidate, row, [1 - i / 40 for i in range(30)], same, same, iou_threshold=0.4)


def test_any_class_and_image_numbers(candidate):
    boxes, scores, classes, images = draw(np.random.default_rng(5), 4, 4, 3, 5, 4, frame=150.0)
    for class_names, image_names in [
        ([-3, -1, 0, 7], [5, 2, 900, -4]),
        ([1 << 52, (1 << 52) + 1, 10**9, 0], [10**15, 10**15 + 1, 3, 4]),
        ([0, 1, 2, 3], [0, 1, 2, 1 << 60]),
        ([100_000, 200_000, 300_000, 400_000], [0, 1, 0, 1]),
        ([(1 << 60) + 1, 1 << 60, -(1 << 62), 1 - (1 << 62)], [0, 1, 2, 3]),
        ([0, 1, 2, 3], [(1 << 63) - 1, (1 << 63) - 2, -(1 << 63), 1 - (1 << 63)]),
    ]:
        batch = boxes, scores, np.array(class_names)[classes], np.array(image_names)[images]
        expect_same_kept(candidate, *batch)
    # Whatever image and class are joined to: numbers below 0 wrap into the next image.
    for class_names, image_names in [([2, -1], [0, 1]), ([0, -3], [1, 2]), ([-1, 3], [-1, -2]), ([5, -1], [-2, -1])]:
        expect_same_kept(candidate, [[0, 0, 9, 9]] * 2, [0.4, 0.3], class_names, image_names)
        expect_same_kept(candidate, [[0, 0, 9, 9]] * 2, [0.3, 0.4], image_names, class_names)
    # Whatever image and class add up to, these are four groups.
    expect_same_kept(candidate, [[0, 0, 9, 9]] * 4, [0.4, 0.3, 0.2, 0.1], [0, 1, 1, 2], [1, 0, 1, 0])
    expect_same_kept(candidate, [[0, 0, 9, 9]] * 3, [0.4, 0.3, 0.2], [11, 1, 3], [1, 11, 3])


def test_boxes_on_both_sides_of_zero(candidate):
    boxes, scores, classes, images = draw(np.random.default_rng(6), 3, 3, 4, 5, 5, frame=150.0)
    for shift in ([-100.0, -80.0] * 2, [-9800.0, 9600.0] * 2, [9000.0, -9800.0] * 2):
        expect_same_kept(candidate, boxes + shift, scores, classes, images)
    # All along the diagonal, where boxes that are moved by too little meet those of another group.
    rng = np.random.default_rng(12)
    corner = rng.uniform(-10_000, 9500, (600, 1)).repeat(2, axis=1)
    diagonal = np.hstack([corner, corner + rng.uniform(300, 500, (600, 1))])
    scores, group, same = rng.uniform(size=600), np.arange(600) % 3, np.zeros(600, dtype=int)
    expect_same_kept(candidate, diagonal, scores, group, same, iou_threshold=0.3)
    expect_same_kept(candidate, diagonal, scores, same, group, iou_threshold=0.3)


def test_overlap_at_the_threshold(candidate):
    halves = [[0, 0, 8, 8], [0, 0, 8, 4], [0, 4, 8, 8], [0, 0, 4, 4], [9000, 0, 9008, 8], [9004, 0, 9008, 8]]
    scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.95]
    for threshold in (0.5, 0.25, 0.5 - 1e-9, 0.25 - 1e-9):
        expect_same_kept(
            candidate, halves * 3, scores * 3, [0] * 6 + [1] * 6 + [5] * 6, [2] * 12 + [3] * 6, iou_threshold=threshold
        )
    twins = [[0, 0, 8, 8], [0, 0, 8, 8], [8, 0, 16, 8]]
    for threshold in (1, 0):
        expect_same_kept(candidate, twins, [0.5, 0.6, 0.4], [0] * 3, [0] * 3, iou_threshold=threshold)


def test_order_of_the_result(candidate):
    rng = np.random.default_rng(7)
    boxes, scores, classes, images = draw(rng, 4, 3, 3, 4, 6, frame=300.0)
    rounded = np.round(scores, 1)
    expect_same_kept(candidate, boxes, rounded, classes, images)
    expect_same_kept(candidate, boxes, np.full(len(boxes), 0.5), classes, 3 - images)
    expect_same_kept(candidate, boxes, 8 * rounded - 4, classes, images, max_per_image=7)


def test_limit_for_each_image(candidate):
    batch = draw(np.random.default_rng(8), 4, 3, 3, 6, 6, frame=250.0)
    for most in (1, 4, 15, 10_000):
        expect_same_kept(candidate, *batch, max_per_image=most)
    few = [[0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9], [50, 0, 59, 9], [0, 50, 9, 59]]
    expect_same_kept(candidate, few, [0.9, 0.8, 0.7, 0.3, 0.2], [1, 1, 1, 1, 2], [0] * 5, max_per_image=2)


def test_small_dtypes_and_lists(candidate):
    rng = np.random.default_rng(13)
    corner = rng.integers(0, 190, (90, 2))
    boxes = np.hstack([corner, corner + rng.integers(20, 65, (90, 2))]).astype(np.uint8)
    scores = rng.integers(0, 256, 90, dtype=np.uint8)
    scores[:9] = 0
    classes, images = rng.integers(0, 2, 90, dtype=np.uint8), rng.integers(-1, 1, 90, dtype=np.int8)
    batch = boxes, scores, classes, images
    expect_same_kept(candidate, *batch, iou_threshold=0.3)
    expect_same_kept(candidate, *(part.tolist() for part in batch), iou_threshold=0.3, max_per_image=20)
    expect_same_kept(candidate, boxes.astype(np.float32), (scores / 256).astype(np.float16), classes, images)


def test_no_boxes(candidate):
    none = np.zeros(0, dtype=int)
    found = candidate.batched_nms(np.zeros((0, 4)), np.zeros(0), none, none)
    expect.array(found, (0,), kinds="iu", what="the positions")
    batch = draw(np.random.default_rng(9), 2, 2, 1, 3, 1)
    expect_same_kept(candidate, *batch)
    expect_same_kept(candidate, *(part[:1].tolist() for part in batch), max_per_image=3)


def test_leaves_inputs_unchanged(candidate):
    batch = draw(np.random.default_rng(10), 2, 3, 2, 4, 2)
    called = candidate.batched_nms.with_arguments(*batch, max_per_image=6)
    for after, before in zip(called.arguments, batch, strict=True):
        expect.equal(after, before, what="an argument after the call")
    expect.array(called.value, (-1,), kinds="iu", what="the positions")


def test_refuses_impossible_input(candidate):
    boxes, scores, classes, images = draw(np.random.default_rng(11), 2, 2, 1, 3, 1)
    for bad, why in [
        ((boxes[0], scores[:4], classes[:4], images[:4]), "a single box is not a table"),
        ((boxes[:, :3], scores, classes, images), "there are three columns"),
        ((np.hstack([boxes, boxes]), scores, classes, images), "there are eight columns"),
        ((boxes, scores[:-1], classes, images), "a score is missing"),
        ((boxes, scores, classes[:-1], images), "a class is missing"),
        ((boxes, scores, classes, np.append(images, 0)), "there is an image number too many"),
        ((boxes, scores, classes[:1], images), "there is one class, though NumPy would broadcast it"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.batched_nms(*bad)
    for settings, why in [
        ({"iou_threshold": -0.01}, "the threshold is below 0"),
        ({"iou_threshold": 1.01}, "the threshold is above 1"),
        ({"max_per_image": 0}, "max_per_image is less than 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.batched_nms(boxes, scores, classes, images, **settings)
    expect_same_kept(candidate, boxes, scores, classes, images)


def test_keeps_the_latency_budget(latency):
    latency.check("batched_nms", lambda rng: draw(rng, 2, 3, 38, 4, 98, frame=800.0))
