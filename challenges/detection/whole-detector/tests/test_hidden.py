"""The checks that decide. Labels of the hidden frames never leave this side.

`frames.py` reads frames and labels from `frames.xz`, `scoring.py` takes the mAP; `echo.py` wrote the network
`echo.onnx`, which says what the frame tells it to say.
"""

import numpy as np
from echo import FILE, picture, say, silence
from frames import MOST, Frame, found_on, read_frames
from scoring import CLASSES, iou, map50, match, mean_precision

import reference
from prep.grading import expect

FLOOR = 0.85
GOOD = 0.975
"""What careful solutions reach, whichever way they resize: from .975 to .991."""

TOLD = "the detections, in hundredths of a pixel and of a thousandth of a score"
HIDDEN = read_frames()[8:]
MODEL = FILE.with_name("base.onnx").read_bytes()
ECHO = FILE.read_bytes()

reference.load(MODEL)


def found_on_all(candidate, frames):
    candidate.load(MODEL)
    return [found_on(candidate, frame) for frame in frames]


def test_map50_on_hidden_frames(candidate, metric):
    told = match(found_on_all(candidate, HIDDEN), HIDDEN)

    def statistic(rows):
        return mean_precision(told, np.bincount(rows, minlength=len(HIDDEN)))

    metric.take(statistic, len(HIDDEN), baseline=FLOOR, reference=GOOD)


def test_reaches_the_floor(candidate):
    score = map50(found_on_all(candidate, HIDDEN[24:]), HIDDEN[24:])
    expect.that(score >= FLOOR, f"the mAP50 is {score:.2f}, below {FLOOR}")


def on_a_larger_frame(frame, height, width, top, left):
    image = np.full((height, width, 3), 90, dtype=np.uint8)
    image[top : top + frame.image.shape[0], left : left + frame.image.shape[1]] = frame.image
    return Frame(image, frame.labels + np.array([left, top, left, top, 0]))


def enlarged(frame, times):
    return Frame(frame.image.repeat(times, axis=0).repeat(times, axis=1), frame.labels * ([times] * 4 + [1]))


def shrunk(frame):
    height, width, _ = frame.image.shape
    image = frame.image.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3)).astype(np.uint8)
    return Frame(image, frame.labels * ([0.5] * 4 + [1]))


def cut_out(frame, height, width):
    """For each label that fits, a part of the frame with it in the middle, unless that would cut another one."""
    full_height, full_width, _ = frame.image.shape
    parts = []
    for x1, y1, x2, y2, _ in frame.labels:
        left = int(np.clip((x1 + x2 - width) / 2, 0, full_width - width))
        top = int(np.clip((y1 + y2 - height) / 2, 0, full_height - height))
        window = np.array([left, top, left + width, top + height])
        inside = (frame.labels[:, :2] >= window[:2]).all(axis=1) & (frame.labels[:, 2:4] <= window[2:]).all(axis=1)
        apart = (frame.labels[:, :2] >= window[2:]).any(axis=1) | (frame.labels[:, 2:4] <= window[:2]).any(axis=1)
        if inside.any() and (inside | apart).all():
            image = np.ascontiguousarray(frame.image[top : top + height, left : left + width])
            parts.append(Frame(image, frame.labels[inside] - np.array([left, top, left, top, 0])))
    return parts


def found_share(found, frames):
    """How many of the labels were found by a detection that is sure of itself."""
    hits = [
        ((iou(frame.labels, ours) > 0.5) & (frame.labels[:, 4][:, None] == ours[:, 5]) & (ours[:, 4] > 0.2)).any(axis=1)
        for ours, frame in zip(found, frames, strict=True)
    ]
    return float(np.concatenate(hits).mean())


WHOLE = [frame for frame in HIDDEN if frame.image.shape[:2] == (192, 256)]
SHAPES = {
    "wide": [on_a_larger_frame(frame, 196, 400, 3, 131) for frame in HIDDEN[:6]],
    "tall": [on_a_larger_frame(frame, 260, 257, 61, 1) for frame in HIDDEN[12:18]],
    "large": [enlarged(frame, 2) for frame in HIDDEN if frame.image.shape[0] < 192][:4],
    "small": [shrunk(frame) for frame in HIDDEN[24:30]],
    "narrow": [part for frame in WHOLE for part in cut_out(frame, 192, 64)][:8],
    "flat": [part for frame in WHOLE for part in cut_out(frame, 64, 256)][:8],
}
WANTED = {name: found_share([reference.detect(f.image) for f in frames], frames) for name, frames in SHAPES.items()}


def test_frames_of_other_shapes(candidate):
    for name, frames in SHAPES.items():
        share = found_share(found_on_all(candidate, frames), frames)
        expect.that(
            share >= WANTED[name] - 0.2,
            f"too few labels are found on {name} frames",
            because="Too few labels are found on one kind of frames.",
        )


def test_well_formed(candidate):
    rng = np.random.default_rng(1)
    plain = [Frame(np.full((150, 200, 3), grey, dtype=np.uint8), np.zeros((0, 5))) for grey in (0, 114, 255)]
    noise = [Frame(rng.integers(0, 256, (190, 170, 3), dtype=np.uint8), np.zeros((0, 5)))]
    some = HIDDEN[5:13]
    for frame, found in zip([*plain, *noise, *some], found_on_all(candidate, [*plain, *noise, *some]), strict=True):
        height, width, _ = frame.image.shape
        expect.that(len(found) <= MOST, "there are more than a hundred detections")
        expect.that((found[:, :4] >= 0).all(), "a box lies beyond the left or upper edge")
        expect.that((found[:, :4] <= np.array([width, height] * 2) + 1e-3).all(), "a box lies beyond the frame")
        expect.that((found[:, :2] <= found[:, 2:4]).all(), "a box has its corners the wrong way round")
        expect.that(((found[:, 4] >= 0) & (found[:, 4] <= 1)).all(), "a score lies outside 0 to 1")
        expect.that((np.diff(found[:, 4]) <= 1e-6).all(), "the best score must come first")
        expect.that(np.isin(found[:, 5], np.arange(CLASSES)).all(), "there are classes 0 to 3")
    expect.that(sum(len(found_on(candidate, frame)) > 0 for frame in some) > 4, "nothing was found on most frames")


def heard(rng, count):
    """Bytes of cells that say anything, no two as loudly; the others say nothing."""
    cells = silence()
    chosen = rng.choice(len(cells), count, replace=False)
    cells[chosen, :32] = rng.integers(100, 256, (count, 32))
    cells[chosen, 32:] = rng.integers(0, 140, (count, CLASSES))
    cells[chosen, 32 + rng.integers(CLASSES, size=count)] = 140 + rng.choice(116, count, replace=False)
    return cells


def crowd(rng, labels, each):
    """Bytes of cells that say the same few boxes again and again, not quite alike."""
    cells = silence()
    loudness = iter(116 + rng.permutation(140))
    for _ in range(labels):
        middle, half = rng.uniform([40, 40], [150, 104]), rng.uniform(12, 24, 2)
        near = rng.choice([row * 24 + column for row in range(3) for column in range(3)], each, replace=False)
        class_ = int(rng.integers(CLASSES))
        for cell in near + int(middle[1] // 8 - 1) * 24 + int(middle[0] // 8 - 1):
            box = np.concatenate([middle - half, middle + half]) + rng.uniform(-7, 7, 4)
            say(cells, int(cell), box, class_, next(loudness))
    return cells


def many():
    """Bytes of more cells than may be returned; small boxes that hardly overlap, in both strides."""
    cells = silence()
    for number, cell in enumerate([*range(0, 432, 5), *range(432, 540, 3)]):
        stride, columns, place = (8, 24, cell) if cell < 432 else (16, 12, cell - 432)
        centre = (np.array([place % columns, place // columns]) + 0.5) * stride
        say(cells, cell, np.concatenate([centre - stride / 2, centre + stride / 2]), number % CLASSES, 116 + number)
    return cells


def many_behind_a_crowd(rng):
    """Bytes of more cells than may be returned, the loudest of which say three boxes only."""
    cells = many()
    for label in range(3):
        for number in range(5):
            cell, box = (
                (4 + label * 4 + number % 2) * 24 + 3 + 6 * label + number // 2,
                np.array([0.0, 0.0, 40.0, 40.0]),
            )
            box += [20 + 48 * label, 25 + 32 * label] * 2 + rng.uniform(-2, 2, 4)
            say(cells, cell, box, label, 255 - 5 * label - number)
    return cells


def unsure(rng):
    """Bytes of cells around the least score; what is too quiet by a byte must not be returned."""
    cells = heard(rng, 30)
    chosen = rng.choice(len(cells), 24, replace=False)
    cells[chosen, 32:] = rng.integers(0, 108, (24, CLASSES))
    cells[chosen, 32] = 103 + np.arange(24)
    return cells


def without_border(cells, top, left, times):
    """A frame that the letterbox centres on the canvas, each pixel so many times."""
    height, width = 144 - 2 * top, 192 - 2 * left
    part = picture(cells)[top : top + height, left : left + width]
    return part.repeat(times, axis=0).repeat(times, axis=1)


def quiet_border(cells, top, left):
    """The same, with those cells silenced that the border of a letterbox would reach into."""
    canvas = picture(cells)
    inside = np.zeros(canvas.shape, dtype=bool)
    inside[top : 144 - top, left : 192 - left] = True
    small = inside.reshape(18, 8, 24, 8, 3).all(axis=(1, 3, 4)).ravel()
    large = inside.reshape(9, 16, 12, 16, 3).all(axis=(1, 3, 4)).ravel()
    return np.where(np.concatenate([small, large])[:, None], cells, silence())


def bordered(seed, top, left, times):
    cells = quiet_border(heard(np.random.default_rng(seed), 100), top, left)
    return without_border(cells, top, left, times)


def smallest_inside(found, image):
    """Width and height of the smallest box that is not cut off, in a table of one row, or of none."""
    inside = (found[:, :2] > 1).all(axis=1) & (found[:, 2:4] < np.array(image.shape[1::-1]) - 1).all(axis=1)
    sizes = found[inside, 2:4] - found[inside, :2]
    return sizes[np.argsort(sizes.prod(axis=1))[:1]]


SAID = [picture(heard(np.random.default_rng(seed), 60)) for seed in range(3)]
CROWDS = [picture(crowd(np.random.default_rng(seed), 8, 6)) for seed in range(4)]
CROWD = many_behind_a_crowd(np.random.default_rng(10))
EDGES = [picture(many()), picture(CROWD), picture(unsure(np.random.default_rng(9))), picture(silence())]
BORDERS = [bordered(seed, *shape) for seed, shape in enumerate([(0, 48, 1), (40, 0, 1), (0, 71, 2), (37, 0, 2)])]
PLAIN = np.full((96, 128, 3), [200, 150, 120], dtype=np.uint8)
"""Enlarged in whichever way, it stays of one colour: all cells say a box, and all of one stride boxes of one size."""
EXACT = {}
reference.load(ECHO)
for pictures in (SAID, CROWDS, EDGES, BORDERS):
    EXACT[id(pictures)] = [reference.detect(image) for image in pictures]
PLAIN_SIZES = smallest_inside(reference.detect(PLAIN), PLAIN)[0]


def compare_all(candidate, pictures, columns):
    """What was said must come back: the network is one whose cells are known. Boxes are compared within the frame."""
    candidate.load(ECHO)
    for image, wanted in zip(pictures, EXACT[id(pictures)], strict=True):
        found = found_on(candidate, Frame(image, np.zeros((0, 5))))
        expect.that(
            len(found) == len(wanted),
            f"there are {len(found)} detections, where {len(wanted)} are right",
            because="There are too few or too many detections.",
        )
        found[:, :4] = np.clip(found[:, :4], 0, [*image.shape[1::-1]] * 2)
        tolerances = np.array([0.01] * 4 + [1e-5] * 2)[columns]
        expect.close(found[:, columns] / tolerances, wanted[:, columns] / tolerances, rtol=0, atol=1, what=TOLD)


def test_reads_the_cells(candidate):
    compare_all(candidate, SAID, [0, 1, 2, 3, 4, 5])


def test_comes_back_from_the_letterbox(candidate):
    compare_all(candidate, BORDERS, [0, 1, 2, 3, 5])
    found = found_on(candidate, Frame(PLAIN, np.zeros((0, 5))))
    for sizes in smallest_inside(found, PLAIN):
        expect.close(sizes, PLAIN_SIZES, rtol=0, atol=1, because="Frames that are smaller than the input are enlarged.")


def test_one_for_each_label(candidate):
    compare_all(candidate, CROWDS, [4, 5])


def test_keeps_unsure_ones(candidate):
    compare_all(candidate, EDGES, [4, 5])


def test_frames_stand_alone(candidate):
    candidate.load(MODEL)
    first = found_on(candidate, HIDDEN[0])
    expect.that(len(first) > 0, "nothing was found on a frame with labels")
    for frame in HIDDEN[1:8]:
        found_on(candidate, frame)
    expect.close(found_on(candidate, HIDDEN[0]), first, rtol=0, atol=1e-4, what="the detections of the same frame")
    called = candidate.detect.with_arguments(HIDDEN[0].image)
    expect.equal(called.arguments[0], HIDDEN[0].image, what="the frame after the call")


def find_something(found, wanted):
    """Where the reference is sure of a label, something was found; what and where is for the other checks."""
    found = expect.array(found, (-1, 6), what="the detections")
    expect.that(len(found) > 0 or not (wanted[:, 4] > 0.8).any(), "the labels on a frame were not found")


def test_keeps_the_latency_budget(latency):
    def cases(rng):
        image = WHOLE[int(rng.integers(len(WHOLE)))].image
        noisy = image + rng.integers(-3, 4, image.shape)
        return (np.clip(noisy, 0, 255).astype(np.uint8),)

    latency.check("detect", cases, find_something, prepare=lambda submission: submission.load(MODEL))
