"""Average precision and mAP. See the prompt for the contract."""

import numpy as np


def average_precision(detections, objects, class_id, iou_threshold=0.5):
    """The area under the precision-recall curve of one class, or None if it has no ordinary object."""
    raise NotImplementedError


def mean_average_precision(detections, objects, iou_thresholds=(0.5,)):
    """The mean average precision over classes and thresholds."""
    raise NotImplementedError
