"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_example(candidate):
    mask = expect.array(candidate.word_mask([2, 3], 3), (2, 3), what="the mask", kinds="b")
    expect.equal(mask.tolist(), [[True, True, False], [True, True, True]])
    expect.close(candidate.masked_mean([[[1.0], [3.0], [9.0]], [[1.0], [2.0], [6.0]]], [2, 3]), [[2.0], [3.0]])
