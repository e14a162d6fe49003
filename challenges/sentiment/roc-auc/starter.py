"""ROC curve and AUC with ties. See the prompt for the contract."""

import numpy as np


def roc_auc(y_true, scores):
    """The area under the ROC curve; a tied pair counts half."""
    raise NotImplementedError


def roc_curve(y_true, scores):
    """The tuple (fpr, tpr, thresholds), one point for each distinct score and one in front."""
    raise NotImplementedError
