"""The checks that a candidate can read and run."""

from prep.grading import expect

W = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
A = [[1.0, 2.0]]
B = [[1.0], [0.0], [-1.0]]


def test_adds_a_scaled_update(candidate):
    expect.close(candidate.forward([[3.0, 1.0]], W, A, B, alpha=2.0), [[13.0, 1.0, -6.0]], what="y")


def test_merges_into_one_matrix(candidate):
    found = candidate.merge(W, A, B, alpha=2.0)
    expect.close(found, [[3.0, 4.0], [0.0, 1.0], [-1.0, -3.0]], what="the merged weight")


def test_gradients_of_one_token(candidate):
    found = expect.sequence(candidate.backward([[1.0, 0.0, 0.0]], [[3.0, 1.0]], W, A, B, alpha=2.0), 3)
    expect.close(found[0], [[3.0, 4.0]], what="dx")
    expect.close(found[1], [[6.0, 2.0]], what="dA")
    expect.close(found[2], [[10.0], [0.0], [0.0]], what="dB")
