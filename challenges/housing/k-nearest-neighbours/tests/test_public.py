"""The checks that a candidate can read and run."""

from prep.grading import expect

X_TRAIN = [[0.0, 0.0], [3.0, 4.0], [0.0, 1.0], [6.0, 8.0]]
Y_TRAIN = [100.0, 200.0, 160.0, 400.0]


def test_finds_the_nearest_rows(candidate):
    found = candidate.nearest(X_TRAIN, [[3.0, 3.0], [0.0, 0.5]], 2)
    found = expect.array(found, (2, 2), kinds="iu", what="the positions")
    expect.equal(found.tolist(), [[1, 2], [0, 2]], what="the positions")


def test_averages_their_values(candidate):
    expect.close(candidate.knn_predict(X_TRAIN, Y_TRAIN, [[0.0, 0.5]], 2), [130.0], what="the prediction")
    for row, expected in [([0.0, 4.0], 180.0), ([3.0, 4.0], 200.0)]:
        predicted = candidate.knn_predict(X_TRAIN, Y_TRAIN, [row], 2, weights="distance")
        expect.close(predicted, [expected], what="the weighted prediction")
