"""IoU of many boxes against many. See the prompt for the contract."""

import numpy as np


def box_iou(boxes_a, boxes_b):
    """The IoU of each of n boxes with each of m boxes, shape (n, m)."""
    raise NotImplementedError


def best_overlaps(boxes_a, boxes_b):
    """For each box of a the position of the best box of b, or -1, and their IoU: two arrays of shape (n,)."""
    raise NotImplementedError
