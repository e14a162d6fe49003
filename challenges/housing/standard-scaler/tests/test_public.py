"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_centres_and_scales(candidate):
    X = [[1.0, 20.0], [3.0, 60.0], [5.0, 40.0], [7.0, 80.0]]
    scaler = candidate.StandardScaler()
    fitted = scaler.fit(X)
    expect.that(fitted == scaler, "`fit` must return the scaler itself")
    expect.close(scaler.get("mean_"), [4.0, 50.0], what="mean_")
    expect.close(scaler.get("scale_"), [5.0**0.5, 500.0**0.5], what="scale_")
    expect.close(
        scaler.transform([[4.0, 50.0], [9.0, 0.0]]),
        [[0.0, 0.0], [5.0**0.5, -(5.0**0.5)]],
        what="the scaled rows",
    )


def test_finds_the_way_back(candidate):
    scaler = candidate.StandardScaler()
    scaler.fit([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]])
    expect.close(scaler.transform([[3.0, 9.5]]), [[0.0, 2.5]], what="the scaled row")
    expect.close(scaler.inverse_transform([[0.0, 2.5]]), [[3.0, 9.5]], what="the row scaled back")
