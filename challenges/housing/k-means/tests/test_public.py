"""The checks that a candidate can read and run."""

from prep.grading import expect

HOUSES = [[0.0], [2.0], [9.0], [11.0]]


def test_assigns_four_houses(candidate):
    labels, inertia = expect.sequence(candidate.assign(HOUSES, [[0.0], [4.0]]), 2, what="the result")
    expect.equal(labels, [0, 0, 1, 1], what="labels")
    expect.close(inertia, 78.0, what="inertia")


def test_clusters_six_houses(candidate):
    X = [[1.0, 1.0], [1.0, 2.0], [2.0, 1.0], [8.0, 8.0], [8.0, 9.0], [9.0, 8.0]]
    result = expect.sequence(candidate.kmeans(X, [[1.0, 1.0], [1.0, 2.0]]), 4, what="the result")
    centres, labels, inertia, rounds = result
    expect.close(centres, [[4 / 3, 4 / 3], [25 / 3, 25 / 3]], what="centres")
    expect.equal(labels, [0, 0, 0, 1, 1, 1], what="labels")
    expect.close(inertia, 8 / 3, what="inertia")
    expect.equal(rounds, 3, what="rounds")
