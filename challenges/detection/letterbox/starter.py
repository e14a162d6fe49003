"""Letterbox and its inverse. See the prompt for the contract."""

import numpy as np


def letterbox(image, size, fill=114):
    """The image, scaled until it fits and put in the middle of a canvas of `size`, shape (H, W, c)."""
    raise NotImplementedError


def boxes_to_canvas(boxes, image_size, size):
    """Boxes of the image as they lie on the canvas, shape (n, 4)."""
    raise NotImplementedError


def boxes_to_image(boxes, image_size, size):
    """Boxes of the canvas as they lie in the image, cut off at its edges, shape (n, 4)."""
    raise NotImplementedError
