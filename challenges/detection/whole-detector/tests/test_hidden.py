"""The checks that decide. Labels of the hidden frames never leave this side.

`frames.py` reads frames and labels from `frames.xz`, `scoring.py` takes the mAP.
"""

from importlib.resources import files

import numpy as np
from frames import Frame, read_frames
from scoring import CLASSES, MOST, found_on, iou, map50, match, mean_precision

import reference
from prep.grading import expect

FLOOR = 0.85
TIGHT_WITHIN = 0.03
HIDDEN = read_frames()[8:]
MODEL = files("projects.detection").joinpath("weights", "base.onnx").read_bytes()

reference.load(MODEL)
REFERENCE = map50([reference.detect(frame.image) for frame in HIDDEN], HIDDEN)


def found_on_all(candidate, frames):
    candidate.load(MODEL)
    return [found_on(candidate, frame) for frame in frames]


def test_map50_on_hidden_frames(candidate, metric):
    told = match(found_on_all(candidate, HIDDEN), HIDDEN)

    def statistic(rows):
        return mean_precision(told, np.bincount(rows, minlength=len(HIDDEN)))

    metric.take(statistic, len(HIDDEN), baseline=FLOOR, reference=REFERENCE)


def test_reaches_the_floor(candidate):
    score = map50(found_on_all(candidate, HIDDEN[24:]), HIDDEN[24:])
    expect.that(score >= FLOOR, f"the mAP50 is below {FLOOR}")


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
    "wide": [on_a_larger_frame(frame, 196, 400, 3, 131) for frame in HIDDEN[:10]],
    "tall": [on_a_larger_frame(frame, 260, 257, 61, 1) for frame in HIDDEN[12:22]],
    "large": [enlarged(frame, 2) for frame in HIDDEN if frame.image.shape[0] < 192][:10],
    "small": [shrunk(frame) for frame in HIDDEN[24:34]],
    "narrow": [part for frame in WHOLE for part in cut_out(frame, 192, 64)][:14],
    "flat": [part for frame in WHOLE for part in cut_out(frame, 64, 256)][:14],
}
WANTED = {name: found_share([reference.detect(f.image) for f in frames], frames) for name, frames in SHAPES.items()}


def test_frames_of_other_shapes(candidate):
    for name, frames in SHAPES.items():
        share = found_share(found_on_all(candidate, frames), frames)
        expect.that(share >= WANTED[name] - 0.2, f"too few labels are found on {name} frames")


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


def test_one_for_each_label(candidate):
    frames, seen = HIDDEN[10:20], 0
    for frame, found in zip(frames, found_on_all(candidate, frames), strict=True):
        for class_ in range(CLASSES):
            ours = found[found[:, 5] == class_]
            doubled = np.triu(iou(ours, ours), k=1) > 0.75
            expect.that(not doubled.any(), "two detections of a class overlap by more than 0.75")
        seen += (iou(frame.labels, found).max(axis=1, initial=0) > 0.3).sum()
    expect.that(seen > sum(len(frame.labels) for frame in frames) / 2, "most labels were not found")


def tightness(found, frames):
    """The mean IoU of labels with the box of their class that fits them best."""
    best = [
        np.where(labels[:, 4][:, None] == ours[:, 5], iou(labels, ours), 0).max(axis=1, initial=0)
        for ours, labels in zip(found, [frame.labels for frame in frames], strict=True)
    ]
    return float(np.concatenate(best).mean())


TIGHT = tightness([reference.detect(frame.image) for frame in HIDDEN[:14]], HIDDEN[:14])


def test_boxes_fit_tightly(candidate):
    found = tightness(found_on_all(candidate, HIDDEN[:14]), HIDDEN[:14])
    expect.that(found >= TIGHT - TIGHT_WITHIN, "the boxes do not fit the labels")


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
