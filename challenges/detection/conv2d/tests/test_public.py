"""The checks that a candidate can read and run."""

from prep.grading import expect

IMAGES = [[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]]


def test_windows_of_a_small_image(candidate):
    wanted = [[[1.0, 2.0, 4.0, 5.0], [2.0, 3.0, 5.0, 6.0], [4.0, 5.0, 7.0, 8.0], [5.0, 6.0, 8.0, 9.0]]]
    expect.close(candidate.im2col(IMAGES, 2, 2), wanted, rtol=1e-9)


def test_layer_on_a_small_image(candidate):
    expect.close(candidate.conv2d(IMAGES, [[[[1.0, 0.0], [0.0, -1.0]]]], [0.5]), [[[[-3.5, -3.5], [-3.5, -3.5]]]])
