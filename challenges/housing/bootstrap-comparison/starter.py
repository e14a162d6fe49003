"""Bootstrap interval and paired comparison. See the prompt for the contract."""

import numpy as np


def interval(values, statistic, rounds, seed, level=0.95):
    """Low and high end of the percentile interval."""
    raise NotImplementedError


def compare(a, b, rounds, seed, level=0.95):
    """Difference, low, high and p of two models' errors on the same houses."""
    raise NotImplementedError
