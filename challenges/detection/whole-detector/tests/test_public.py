"""The checks that a candidate can read and run: on the first eight frames, whose labels are shown."""

from importlib.resources import files

from frames import read_frames
from scoring import found_on, map50

from prep.grading import expect

FRAMES = read_frames()[:8]
MODEL = files("projects.detection").joinpath("weights", "base.onnx").read_bytes()


def test_boxes_of_a_frame(candidate):
    candidate.load(MODEL)
    found = found_on(candidate, FRAMES[0])
    expect.that(len(found) >= 1, "there is a label on this frame, and nothing was found")


def test_finds_the_labels(candidate):
    candidate.load(MODEL)
    score = map50([found_on(candidate, frame) for frame in FRAMES], FRAMES)
    expect.that(score >= 0.8, f"the mAP50 is {score:.3f}; at least 0.8 is to be had on these frames")
