"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

OBJECTS = [
    np.array([[0, 0, 10, 10, 1, 0], [20, 0, 30, 10, 1, 0]]),
    np.array([[0, 0, 10, 10, 1, 0], [0, 0, 10, 10, 2, 0]]),
]
DETECTIONS = [
    np.array([[0, 0, 10, 9, 0.9, 1], [0, 0, 10, 10, 0.8, 1], [21, 0, 31, 10, 0.7, 1]]),
    np.array([[50, 50, 60, 60, 0.6, 1], [0, 0, 10, 10, 0.5, 2]]),
]


def test_two_images(candidate):
    expect.close(candidate.average_precision(DETECTIONS, OBJECTS, 1), 5 / 9, what="the average precision")
    nothing = candidate.average_precision(DETECTIONS, OBJECTS, 3)
    expect.that(nothing is None, "the average precision of a class without objects must be None")


def test_mean_of_two_classes(candidate):
    expect.close(candidate.mean_average_precision(DETECTIONS, OBJECTS), 7 / 9, what="the mean average precision")
