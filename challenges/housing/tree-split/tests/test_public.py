"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_split_of_four_houses(candidate):
    found = candidate.best_split([[1.0], [2.0], [3.0], [5.0]], [0, 0, 0, 1], "gini")
    column, threshold, gain = expect.sequence(found, 3, what="the split")
    expect.equal(column, 0, what="the column")
    expect.close(threshold, 4.0, what="the threshold")
    expect.close(gain, 0.375, what="the gain")


def test_tree_of_six_houses(candidate):
    X, y = [[1, 0], [2, 0], [3, 0], [4, 0], [5, 1], [6, 1]], [10, 10, 20, 20, 50, 70]
    tree = candidate.grow(X, y, "variance", max_depth=2)
    expect.close(candidate.predict(tree, [[1.5, 0], [2.5, 0], [2.6, 0], [5.5, 0], [9, 9]]), [10, 10, 20, 50, 70])
