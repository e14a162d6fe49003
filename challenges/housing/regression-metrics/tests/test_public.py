"""The checks that a candidate can read and run."""

from prep.grading import expect

PRICES, GUESSES = [100.0, 200.0, 300.0], [110.0, 190.0, 330.0]


def test_mae_of_three_houses(candidate):
    expect.close(candidate.mae(PRICES, GUESSES), 50 / 3, rtol=1e-9, what="mae")


def test_rmse_of_three_houses(candidate):
    expect.close(candidate.rmse(PRICES, GUESSES), (1100 / 3) ** 0.5, rtol=1e-9, what="rmse")


def test_r2_of_three_houses(candidate):
    expect.close(candidate.r2(PRICES, GUESSES), 0.945, rtol=1e-9, what="r2")
