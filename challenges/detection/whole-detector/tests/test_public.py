"""The checks that a candidate can read and run: on the first eight frames, whose labels are shown."""

import numpy as np
from frames import found_on, read_frames

from prep.grading import expect, given

FRAMES = read_frames("shown.xz")
MODEL = given.content(__file__, "base.onnx")


def test_boxes_of_a_frame(candidate):
    candidate.load(MODEL)
    found = found_on(candidate, FRAMES[0])
    expect.that(len(found) >= 1, "there is a label on this frame, and nothing was found")


def test_finds_the_labels(candidate):
    candidate.load(MODEL)
    share = np.concatenate([found_once(found_on(candidate, frame), frame.labels) for frame in FRAMES]).mean()
    expect.that(share >= 0.75, f"{share:.0%} of the labels are found by one sure detection; at least 75 % can be")


def found_once(found, labels):
    """Which labels have exactly one detection above 0.2 of their class with each side about where theirs is."""
    sure = found[found[:, 4] > 0.2]
    longer = (labels[:, 2:4] - labels[:, :2]).max(axis=1)
    off = np.abs(sure[:, None, :4] - labels[:, :4]).max(axis=2)
    return ((off <= longer / 5) & (sure[:, 5][:, None] == labels[:, 4])).sum(axis=0) == 1
