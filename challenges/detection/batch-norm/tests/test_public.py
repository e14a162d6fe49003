"""The checks that a candidate can read and run."""

from prep.grading import expect

BATCH = [[1.0, 0.0], [3.0, 4.0]]


def test_a_small_batch(candidate):
    layer = candidate.BatchNorm([1.0, 2.0], [0.0, 1.0])
    found = layer.forward(BATCH, True)
    expect.close(found, [[-0.999995, -0.9999975], [0.999995, 2.9999975]], rtol=1e-6)


def test_running_statistics_of_a_small_batch(candidate):
    layer = candidate.BatchNorm([1.0, 2.0], [0.0, 1.0])
    layer.forward(BATCH, True)
    expect.close(layer.get("running_mean"), [0.2, 0.2], rtol=1e-9, what="running_mean")
    expect.close(layer.get("running_var"), [1.1, 1.7], rtol=1e-9, what="running_var")
