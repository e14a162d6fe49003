"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

REFERENCE = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
CURRENT = [0.0, 1.0, 2.0, 9.0]


def test_psi_of_small_samples(candidate):
    expect.close(candidate.psi(REFERENCE, CURRENT, bins=2), 0.25 * np.log(3), what="the index")


def test_ks_of_small_samples(candidate):
    expect.close(candidate.ks_statistic(REFERENCE, CURRENT), 0.5, what="the statistic")
    expect.equal(candidate.ks_alarm(REFERENCE, CURRENT), False, what="the alarm")
