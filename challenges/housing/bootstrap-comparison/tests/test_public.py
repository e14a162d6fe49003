"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_interval_of_five_errors(candidate):
    found = candidate.interval([3.0, 1.0, 2.0, 8.0, 6.0], "mean", 1000, seed=1)
    expect.close(expect.sequence(found, 2, what="the interval"), [1.8, 6.2], rtol=1e-7, what="the interval")


def test_comparison_of_six_houses(candidate):
    found = candidate.compare([9.0, 7.0, 8.0, 5.0, 6.0, 7.0], [8.0, 5.0, 8.0, 2.0, 5.0, 3.0], 999, seed=1)
    found = expect.mapping(found, ["difference", "low", "high", "p"], what="the comparison")
    for key, wanted in [("difference", 11 / 6), ("low", 0.833333333333), ("high", 3.0), ("p", 0.087)]:
        expect.close(found[key], wanted, rtol=1e-7, what=key)
