"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_layer_norm_of_two_tokens(candidate):
    found = candidate.layer_norm([[1.0, 3.0], [5.0, 5.0]], [1.0, 2.0], [0.0, 1.0], eps=3.0)
    expect.close(found, [[-0.5, 2.0], [0.0, 1.0]], what="the tokens")
    found = candidate.layer_norm_backward([[1.0, 0.0]], [[1.0, 3.0]], [2.0, 2.0], eps=3.0)
    dx, dgamma, dbeta = expect.sequence(found, 3, what="the gradients")
    expect.close(dx, [[0.375, -0.375]], what="dx")
    expect.close(dgamma, [-0.5, 0.0], what="dgamma")
    expect.close(dbeta, [1.0, 0.0], what="dbeta")


def test_rms_norm_of_two_tokens(candidate):
    found = candidate.rms_norm([[3.0, 4.0], [0.0, 0.0]], [1.0, 2.0], eps=3.5)
    expect.close(found, [[0.75, 2.0], [0.0, 0.0]], what="the tokens")
    dx, dgamma = expect.sequence(candidate.rms_norm_backward([[1.0, 0.0]], [[3.0, 4.0]], [1.0, 1.0], eps=3.5), 2)
    expect.close(dx, [[0.25 - 0.25 * 0.75 * 0.375, -0.25 * 0.375]], what="dx")
    expect.close(dgamma, [0.75, 0.0], what="dgamma")
