"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

SHAPES = [
    ((48, 64), (64, 64)),
    ((64, 36), (64, 64)),
    ((90, 160), (64, 64)),
    ((333, 47), (61, 64)),
    ((101, 37), (40, 97)),
    ((37, 101), (97, 40)),
    ((200, 200), (31, 31)),
    ((3, 500), (64, 64)),
    ((17, 29), (17, 29)),
]
"""Sizes of image and canvas, height first; none has an exact half."""


def draw(seed, size, channels=3):
    return np.random.default_rng(seed).integers(0, 256, (*size, channels), dtype=np.uint8)


def draw_boxes(seed, count, size, beyond=0.3):
    """Boxes in an image or on a canvas, some of them beyond its edges."""
    height, width = size
    rng = np.random.default_rng(seed)
    low = rng.uniform(-beyond, 1.0, (count, 2))
    return np.hstack([low, low + rng.uniform(0.01, 0.6, (count, 2))]) * [width, height, width, height]


def expect_same_canvas(candidate, image, size, **settings):
    wanted = reference.letterbox(image, size, **settings)
    canvas = candidate.letterbox(image, size, **settings)
    canvas = expect.array(canvas, wanted.shape, kinds="u", what="the canvas")
    expect.equal(canvas, wanted, what="the canvas")


def test_frames_of_many_shapes(candidate):
    for seed, (image_size, size) in enumerate(SHAPES):
        expect_same_canvas(candidate, draw(seed, image_size), size)


def test_rounds_halves_up(candidate):
    # The ratios are powers of two, so the halves are exact.
    for image_size, size in [((64, 33), (32, 32)), ((33, 64), (32, 32)), ((35, 64), (32, 32)), ((256, 2), (64, 64))]:
        expect_same_canvas(candidate, draw(20, image_size), size)
        expect.close(
            candidate.boxes_to_canvas([[0, 0, *image_size[::-1]]], image_size, size),
            reference.boxes_to_canvas([[0, 0, *image_size[::-1]]], image_size, size),
            what="the box on the canvas",
        )
    expect_same_canvas(candidate, draw(21, (500, 1)), (64, 64))
    expect_same_canvas(candidate, draw(22, (1, 400)), (50, 64))


def test_samples_at_the_centres(candidate):
    for image_size, size in [((16, 16), (8, 8)), ((90, 90), (30, 30)), ((40, 60), (60, 60)), ((7, 7), (50, 50))]:
        ramp = np.arange(image_size[0])[:, None] * 3 + np.arange(image_size[1])
        expect_same_canvas(candidate, (ramp % 251).astype(np.uint8)[:, :, None], size)


def test_frames_that_are_enlarged(candidate):
    for image_size, size in [((5, 9), (64, 48)), ((20, 11), (33, 61)), ((1, 1), (8, 12)), ((30, 60), (64, 64))]:
        expect_same_canvas(candidate, draw(23, image_size), size)


def test_channels_and_fill(candidate):
    for channels, fill in [(1, 0), (4, 255), (5, 7)]:
        expect_same_canvas(candidate, draw(24, (31, 47), channels), (40, 40), fill=fill)
    expect_same_canvas(candidate, draw(25, (47, 31)), (40, 40))


def test_boxes_to_the_canvas(candidate):
    for seed, (image_size, size) in enumerate(SHAPES):
        boxes = draw_boxes(seed, 12, image_size)
        for given in (boxes, np.clip(boxes, 0, 255).astype(np.uint8), boxes.tolist()):
            found = candidate.boxes_to_canvas(given, image_size, size)
            expect.close(found, reference.boxes_to_canvas(given, image_size, size), what="the boxes on the canvas")


def test_boxes_back_to_the_frame(candidate):
    for seed, (image_size, size) in enumerate(SHAPES):
        boxes = draw_boxes(seed + 30, 20, size)
        for given in (boxes, np.clip(boxes, 0, 255).astype(np.uint8), boxes.tolist()):
            found = candidate.boxes_to_image(given, image_size, size)
            expect.close(found, reference.boxes_to_image(given, image_size, size), what="the boxes in the image")


def test_there_and_back_again(candidate):
    for seed, (image_size, size) in enumerate(SHAPES):
        boxes = np.clip(draw_boxes(seed + 60, 12, image_size, beyond=0.0), 0, [*image_size[::-1], *image_size[::-1]])
        there = candidate.boxes_to_canvas(boxes, image_size, size)
        there = expect.array(there, (12, 4), what="the boxes on the canvas")
        back = candidate.boxes_to_image(there, image_size, size)
        expect.close(back, boxes, atol=1e-6, what="the boxes after both ways")
    for name in ("boxes_to_canvas", "boxes_to_image"):
        expect.array(getattr(candidate, name)(np.zeros((0, 4)), (48, 64), (64, 64)), (0, 4), what="no boxes")


def test_leaves_inputs_unchanged(candidate):
    image, boxes = draw(26, (31, 47)), draw_boxes(27, 8, (31, 47))
    called = candidate.letterbox.with_arguments(image, (40, 40))
    expect.equal(called.arguments[0], image, what="the image after the call")
    for name in ("boxes_to_canvas", "boxes_to_image"):
        called = getattr(candidate, name).with_arguments(boxes, (31, 47), (40, 40))
        expect.equal(called.arguments[0], boxes, what="the boxes after the call")
    expect.array(called.value, (8, 4), what="the boxes of the image")


def test_refuses_impossible_input(candidate):
    image, boxes = draw(28, (31, 47)), draw_boxes(29, 8, (31, 47))
    for bad, size, why in [
        (image[:, :, 0], (40, 40), "the image has two dimensions"),
        (image[None], (40, 40), "the image has four dimensions"),
        (image[:0], (40, 40), "the image has no rows"),
        (image[:, :0], (40, 40), "the image has no columns"),
        (image, (0, 40), "the canvas has no rows"),
        (image, (40, 0), "the canvas has no columns"),
        (image, (40, -1), "the canvas has less than no columns"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.letterbox(bad, size)
    for name in ("boxes_to_canvas", "boxes_to_image"):
        for bad, image_size, size, why in [
            (boxes[0], (31, 47), (40, 40), "a single box is not a table"),
            (boxes[:, :3], (31, 47), (40, 40), "there are three columns"),
            (boxes[:, :1], (31, 47), (40, 40), "there is one column, though NumPy would broadcast it"),
            (boxes, (0, 47), (40, 40), "the image has no rows"),
            (boxes, (31, 0), (40, 40), "the image has no columns"),
            (boxes, (31, 47), (0, 40), "the canvas has no rows"),
            (boxes, (31, 47), (40, 0), "the canvas has no columns"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(bad, image_size, size)
    expect_same_canvas(candidate, image, (40, 40))
