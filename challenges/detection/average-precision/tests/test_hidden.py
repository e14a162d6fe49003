"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

NONE = np.zeros((0, 6))


def draw(seed, images, classes, difficult=0.0, crowded=3):
    """Images with objects, and detections of most of them, some twice, some in the wrong place or class."""
    rng = np.random.default_rng(seed)
    detections, objects = [], []
    for _ in range(images):
        count = int(rng.integers(0, 2 * crowded + 1))
        corner = rng.uniform(0, 100, (count, 2))
        boxes = np.hstack([corner, corner + rng.uniform(15, 60, (count, 2))])
        kind = rng.integers(0, classes, (count, 1))
        objects.append(np.hstack([boxes, kind, rng.uniform(size=(count, 1)) < difficult]).astype(float))
        shown = rng.integers(0, 3, count)
        near = boxes.repeat(shown, axis=0)
        near += rng.normal(scale=3.0, size=near.shape)
        near[:, 2:] = np.maximum(near[:, 2:], near[:, :2] + 1.0)
        corner = rng.uniform(0, 140, (int(rng.integers(0, crowded)), 2))
        astray = np.hstack([corner, corner + rng.uniform(5, 40, corner.shape)])
        places = np.vstack([near, astray])
        guess = np.concatenate([kind[:, 0].repeat(shown), rng.integers(0, classes, len(astray))])
        wrong = rng.uniform(size=len(guess)) < 0.1
        guess = np.where(wrong, rng.integers(0, classes, len(guess)), guess)
        found = np.column_stack([places, rng.uniform(0.05, 1.0, len(places)), guess])
        detections.append(rng.permutation(found))
    return detections, objects


def expect_same(candidate, detections, objects, class_ids=(0,), thresholds=(0.5,)):
    for class_id in class_ids:
        for threshold in thresholds:
            wanted = reference.average_precision(detections, objects, class_id, threshold)
            found = candidate.average_precision(detections, objects, class_id, threshold)
            expect.close(found, wanted, what="the average precision")


def expect_same_mean(candidate, detections, objects, *thresholds):
    wanted = reference.mean_average_precision(detections, objects, *thresholds)
    found = candidate.mean_average_precision(detections, objects, *thresholds)
    expect.close(found, wanted, what="the mean average precision")


def test_many_images(candidate):
    for seed, images, classes in [(1, 12, 1), (2, 15, 2)]:
        expect_same(candidate, *draw(seed, images, classes), range(classes), (0.5, 0.3, 0.75))
    detections, objects = draw(4, 10, 1)
    for table in detections:
        table[:, 4] = 6 * table[:, 4] - 3
    expect_same(candidate, detections, objects)


def test_small_boxes_and_dtypes(candidate):
    detections, objects = draw(16, 10, 1, difficult=0.2, crowded=6)
    unit = np.array([0.01, 0.01, 0.01, 0.01, 1, 1])
    expect_same(
        candidate, [unit * table for table in detections], [unit * table for table in objects], (0,), (0.2, 0.5)
    )
    hundred = [np.clip(table * [1, 1, 1, 1, 100, 1], 0, 200).astype(np.uint8) for table in detections]
    hundred[0] = np.array([[0, 0, 150, 150, 0, 0]], dtype=np.uint8)
    bytes_ = [np.clip(table, 0, 200).astype(np.uint8) for table in objects]
    bytes_[0] = np.array([[0, 0, 150, 140, 0, 0]], dtype=np.uint8)
    expect_same(candidate, hundred, bytes_)
    expect_same_mean(candidate, hundred, bytes_)


def boxes_in_a_row(hits, count):
    """Detections, best first, of which those that hit find one of `count` objects each."""
    places = [[30 * i, 0, 30 * i + 20, 20] for i in range(max(count, len(hits)))]
    objects = np.array([[*place, 0, 0] for place in places[:count]], dtype=float)
    rows, following = [], iter(places)
    for k, hit in enumerate(hits):
        place = next(following) if hit else [0, 500, 20, 520]
        rows.append([*place, 1 - k / 100, 0])
    return [np.array(rows, dtype=float)], [objects]


def test_every_recall_counts(candidate):
    for hits, count in [
        ([0, 1, 1, 0, 1], 4),
        ([1, 0, 0, 1, 1, 1], 4),
        ([0, 0, 1], 1),
        ([1, 1, 0], 7),
        ([1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1], 13),
    ]:
        expect_same(candidate, *boxes_in_a_row(hits, count))


def test_an_object_is_found_once(candidate):
    objects = [np.array([[0, 0, 10, 10, 0, 0], [40, 0, 50, 10, 0, 0.0]])]
    twice = np.array([[0, 0, 10, 9, 0.9, 0], [0, 0, 10, 10, 0.8, 0], [0, 1, 10, 10, 0.7, 0], [40, 0, 50, 10, 0.6, 0]])
    expect_same(candidate, [twice], objects)
    expect_same(candidate, [np.vstack([twice, twice])], objects, thresholds=(0.5, 0.95))
    side_by_side = [np.array([[0, 0, 10, 10, 0, 0], [2, 0, 12, 10, 0, 0.0]])]
    expect_same(candidate, [twice], side_by_side)


def test_images_and_classes_apart(candidate):
    here, there = np.array([[0, 0, 10, 10, 0, 0.0]]), np.array([[0, 0, 10, 10, 1, 0], [50, 0, 60, 10, 0, 0.0]])
    found = np.array([[0, 0, 10, 10, 0.9, 1], [50, 0, 60, 10, 0.8, 0]])
    also = np.array([[0, 0, 10, 10, 0.7, 0], [50, 0, 60, 10, 0.6, 1], [50, 0, 60, 10, 0.5, 0]])
    expect_same(candidate, [found, also], [here, there])
    expect_same(candidate, [found, also], [here, there], (1,))
    expect_same_mean(candidate, [found, also], [here, there])
    expect_same_mean(candidate, *draw(5, 10, 3, crowded=5))


def test_best_free_object(candidate):
    # The first two overlap both objects; which one each takes decides what is left for the third.
    objects = [np.array([[0, 0, 20, 10, 0, 0], [6, 0, 26, 10, 0, 0.0]])]
    rows = [[5, 0, 25, 10, 0.9, 0], [4, 0, 24, 10, 0.8, 0], [12, 0, 32, 10, 0.7, 0]]
    for order in ([0, 1, 2], [0, 2, 1], [1, 2, 0], [2, 0]):
        detections = [np.array([[*rows[i][:4], 0.9 - k / 10, 0] for k, i in enumerate(order)])]
        expect_same(candidate, detections, objects, thresholds=(0.3, 0.5, 0.6))
    for seed in (6, 7):
        detections, objects = draw(seed, 12, 1, crowded=6)
        narrow = [np.vstack([table * [0.3, 0.3, 0.3, 0.3, 1, 1]]) for table in detections]
        small = [np.vstack([table * [0.3, 0.3, 0.3, 0.3, 1, 1]]) for table in objects]
        expect_same(candidate, narrow, small, thresholds=(0.2, 0.5))
    same = [np.array([[0, 0, 10, 10, 0, 0], [0, 2, 10, 12, 0, 0.0]])]
    with expect.case("Some overlap equals another, or the threshold: of equals the first counts, and equal is enough."):
        expect_same(candidate, [np.array([[0, 1, 10, 11, 0.9, 0], [0, 3, 10, 13, 0.8, 0]])], same, thresholds=(0.6,))


def test_difficult_objects(candidate):
    hard = np.array([[0, 0, 10, 10, 0, 1], [40, 0, 50, 10, 0, 0], [80, 0, 90, 10, 0, 0.0]])
    rows = [[0, 0, 10, 10, 0.9, 0], [0, 0, 10, 9, 0.85, 0], [40, 0, 50, 10, 0.8, 0], [40, 0, 50, 9, 0.7, 0]]
    expect_same(candidate, [np.array(rows)], [hard])
    expect_same(candidate, [np.array(rows[:2])], [hard])
    # The difficult object fits better, but the ordinary one comes first.
    both = np.array([[0, 0, 10, 10, 0, 1], [1, 0, 11, 10, 0, 0], [80, 0, 90, 10, 0, 0.0]])
    expect_same(candidate, [np.array([[0, 0, 10, 10, 0.9, 0], [1, 0, 11, 10, 0.8, 0]])], [both])
    for seed in (9, 10):
        detections, objects = draw(seed, 14, 2, difficult=0.4)
        expect_same(candidate, detections, objects, (0, 1), (0.5, 0.7))
        expect_same_mean(candidate, detections, objects)
    only_hard = [np.array([[0, 0, 10, 10, 3, 1.0], [0, 0, 10, 10, 0, 0]])]
    nothing = candidate.average_precision([np.array(rows)], only_hard, 3)
    expect.that(nothing is None, "the average precision of a class with difficult objects only must be None")


def test_equal_scores(candidate):
    for seed in (11, 12):
        detections, objects = draw(seed, 12, 1, crowded=5)
        for table in detections:
            table[:, 4] = np.round(table[:, 4], 1)
        expect_same(candidate, detections, objects)
        for table in detections:
            table[:, 4] = 0.5
        expect_same(candidate, detections, objects)


def test_overlap_at_the_threshold(candidate):
    objects = [np.array([[0, 0, 8, 8, 0, 0], [20, 0, 28, 8, 0, 0], [40, 0, 48, 8, 0, 0.0]])]
    found = [np.array([[0, 0, 8, 4, 0.9, 0], [20, 0, 24, 4, 0.8, 0], [40, 0, 48, 8, 0.7, 0]])]
    expect_same(candidate, found, objects, thresholds=(0.5, 0.25, 1.0, 0.5 + 1e-9))
    objects[0][0, 5] = 1
    expect_same(candidate, found, objects, thresholds=(0.5, 0.25, 0.5 + 1e-9))


def test_classes_that_count(candidate):
    detections, objects = draw(13, 10, 3)
    with expect.case("The mean is over all thresholds that are asked for, and a call may leave nothing behind."):
        expect_same_mean(candidate, detections, objects, (0.5, 0.6, 0.75, 0.9))
        expect_same_mean(candidate, detections, objects, [0.35])
    # Class -7 is never detected, class 9 is only detected, class 12 is only difficult.
    extra = np.array([[0, 0, 9, 9, -7, 0], [0, 0, 9, 9, 12, 1.0]])
    ghosts = np.array([[0, 0, 9, 9, 0.99, 9], [0, 0, 9, 9, 0.98, 12]])
    detections[0], objects[0] = np.vstack([detections[0], ghosts]), np.vstack([objects[0], extra])
    expect_same_mean(candidate, detections, objects)
    expect_same(candidate, detections, objects, (-7,))
    expect.close(candidate.mean_average_precision([NONE, NONE], [NONE, extra]), 0.0, what="the mean average precision")
    as_lists = [[table.tolist() or NONE for table in tables[:2]] for tables in (detections, objects)]
    expect_same_mean(candidate, *as_lists)


def test_leaves_inputs_unchanged(candidate):
    detections, objects = draw(14, 8, 2, difficult=0.2)
    for name, rest in [("average_precision", (1,)), ("mean_average_precision", ())]:
        called = getattr(candidate, name).with_arguments(detections, objects, *rest)
        for after, before in zip(called.arguments[:2], (detections, objects), strict=True):
            after = expect.sequence(after, len(before), what=f"an argument of {name} after the call")  # noqa: PLW2901
            for table, wanted in zip(after, before, strict=True):
                expect.equal(table, wanted, what=f"an argument of {name} after the call")
        expect.number(called.value, what=name)


def test_refuses_impossible_input(candidate):
    detections, objects = draw(15, 5, 2)
    one = np.array([[0, 0, 10, 10, 0, 0.0]])
    for found, real, threshold, why in [
        (detections[:4], objects, 0.5, "the detections of an image are missing"),
        (detections, objects[:4], 0.5, "the objects of an image are missing"),
        ([table[:, :5] for table in detections], objects, 0.5, "detections have five columns"),
        (detections, [table[:, :5] for table in objects], 0.5, "objects have five columns"),
        ([np.zeros(6)] * 5, objects, 0.5, "detections have one dimension"),
        ([one], [one], 0.0, "the threshold is 0"),
        ([one], [one], -0.5, "the threshold is below 0"),
        (detections, objects, 1.01, "the threshold is above 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.average_precision(found, real, 0, threshold)
        with candidate.raises(ValueError, because=why):
            candidate.mean_average_precision(found, real, [0.5, threshold])
    with candidate.raises(ValueError, because="there are no thresholds"):
        candidate.mean_average_precision(detections, objects, [])
    hard = [np.array([[0, 0, 10, 10, 3, 1.0]])]
    for real in ([NONE], hard):
        with candidate.raises(ValueError, because="no class has an ordinary object"):
            candidate.mean_average_precision([NONE], real)
    expect_same(candidate, detections, objects)
