"""Drift: PSI and KS. See the prompt for the contract."""

import numpy as np


def psi(reference, current, bins=10, floor=1e-4):
    """The population stability index."""
    raise NotImplementedError


def ks_statistic(reference, current):
    """The two-sample Kolmogorov-Smirnov statistic."""
    raise NotImplementedError


def ks_alarm(reference, current, alpha=0.01):
    """Whether the statistic is above its critical value."""
    raise NotImplementedError
