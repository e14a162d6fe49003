"""The checks that a candidate can read and run."""

from prep.grading import expect

NAN = float("nan")


def test_fills_holes_with_the_median(candidate):
    X = [[60.0, 2.0], [NAN, 1.0], [80.0, NAN], [200.0, 3.0]]
    imputer = candidate.MedianImputer()
    fitted = imputer.fit(X)
    expect.that(fitted == imputer, "`fit` must return the imputer itself")
    expect.close(imputer.get("medians_"), [80.0, 2.0], what="medians_")
    expect.close(imputer.transform(X), [[60.0, 2.0], [80.0, 1.0], [80.0, 2.0], [200.0, 3.0]], what="the filled rows")


def test_tells_where_the_holes_were(candidate):
    imputer = candidate.MedianImputer(add_indicator=True)
    imputer.fit([[1.0, 10.0], [NAN, 20.0], [3.0, 40.0], [9.0, 80.0]])
    expect.close(
        imputer.transform([[NAN, 5.0], [7.0, NAN]]),
        [[3.0, 5.0, 1.0], [7.0, 30.0, 0.0]],
        what="the filled rows with their indicator",
    )
