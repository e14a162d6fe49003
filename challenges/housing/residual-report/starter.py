"""A residual and outlier report. See the prompt for the contract."""

import numpy as np


def residual_report(X, y, limit=3.0):
    """Residuals, leverage, studentised residuals, Cook's distances, outliers, and the slopes with and without these."""
    raise NotImplementedError
