"""The checks that a candidate can read and run."""

from prep.grading import expect

ROWS = [0.1, 0.3, 0.35, 0.9], [0, 1, 0, 1]


def test_error_of_four_reviews(candidate):
    expect.close(candidate.calibration_error(*ROWS), 0.1375, rtol=1e-9)


def test_map_of_four_reviews(candidate):
    isotonic = candidate.Isotonic()
    isotonic.fit(*ROWS)
    expect.close(isotonic.predict([0.1, 0.2, 0.35, 1.0]), [0.0, 0.25, 0.5, 1.0], rtol=1e-9)
