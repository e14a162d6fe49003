"""The checks that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def cell():
    found = np.zeros((9, 1, 1))
    found[1] = np.log(3)
    found[8] = 2.0
    return found


def decoded(candidate, *arguments, **settings):
    return expect.sequence(candidate.decode(*arguments, **settings), 3, what="what decode returns")


def test_one_cell(candidate):
    boxes, _, _ = decoded(candidate, [cell()], [8], bins=2)
    expect.close(boxes, [[-2.0, 0.0, 8.0, 8.0]], rtol=1e-4, atol=1e-4, what="the box")


def test_scores_of_two_cells(candidate):
    level = np.concatenate([cell(), cell()], axis=2)
    level[8, 0] = [-3.0, 2.0]
    boxes, scores, classes = decoded(candidate, [level], [8], bins=2)
    expect.close(boxes, [[6.0, 0.0, 16.0, 8.0]], rtol=1e-4, atol=1e-4, what="the box")
    expect.close(scores, [1 / (1 + np.exp(-2.0))], rtol=1e-4, what="the score")
    expect.equal(expect.array(classes, (1,), kinds="iu", what="the class").tolist(), [0], what="the class")
