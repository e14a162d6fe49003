"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    truth = np.array([[0.0, 0.0, 10.0, 10.0], [40.0, 0.0, 52.0, 10.0]]) + seed % 20
    found = np.stack([truth[0], truth[0] + 0.2, truth[0] - 0.3])
    values = expect.sequence(candidate.precision_recall(found, truth, 0.5), 2, what="the result")
    expect.close(values, [1 / 3, 1 / 2], because="Three detections of one box are one hit.")


def test_example(candidate):
    reproduce(candidate, 1)
