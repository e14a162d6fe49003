"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect

IMAGE = np.array([[1, 2, 3, 4], [5, 6, 7, 8]], dtype=np.uint8)[:, :, None]


def test_fits_a_small_frame(candidate):
    canvas = expect.array(candidate.letterbox(IMAGE, (5, 6), fill=0), (5, 6, 1), kinds="u", what="the canvas")
    rows = [[0] * 6, [1, 2, 2, 3, 4, 4], [5, 6, 6, 7, 8, 8], [5, 6, 6, 7, 8, 8], [0] * 6]
    expect.equal(canvas[:, :, 0].tolist(), rows, what="the canvas")


def test_moves_a_box_there_and_back(candidate):
    there = candidate.boxes_to_canvas([[1, 0, 3, 2]], (2, 4), (5, 6))
    expect.close(there, [[1.5, 1.0, 4.5, 4.0]], what="the box on the canvas")
    back = candidate.boxes_to_image([[1.5, 1, 9, 4]], (2, 4), (5, 6))
    expect.close(back, [[1.0, 0.0, 4.0, 2.0]], what="the box in the image")
