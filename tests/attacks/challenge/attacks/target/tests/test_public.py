"""The checks that a candidate can read and run."""

import numpy as np
from prep.grading import expect


def test_scale_small(candidate):
    expect.close(
        candidate.scale(np.array([1.0, 2.0, 3.0])), [-(1.5**0.5), 0.0, 1.5**0.5]
    )


def test_scaler_small(candidate):
    scaler = expect.remote(candidate.Scaler())
    scaler.fit(np.array([0.0, 2.0]))
    expect.close(scaler.transform(np.array([1.0, 3.0, 5.0])), [0.0, 2.0, 4.0])
