"""Every stride-th of all windows, channels moved behind the window."""

import numpy as np


def windows(image, height, width, stride):
    if min(height, width, stride) < 1 or height > image.shape[0] or width > image.shape[1]:
        raise ValueError("a window has at least one pixel and fits into the image")
    views = np.lib.stride_tricks.sliding_window_view(image, (height, width), axis=(0, 1))
    views = views[::stride, ::stride]
    if image.ndim == 3:
        views = np.moveaxis(views, 2, -1)
    return views
