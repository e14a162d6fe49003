"""The checks that a candidate can read and run."""

import pandas as pd

from prep.grading import expect


def test_example(candidate):
    houses = pd.DataFrame({"place": ["a", "b", "a", "b", "a"], "price": [1.0, 5.0, 3.0, 5.0, 5.0]})
    expect.close(candidate.normalise(houses, "place", "price"), [-1.0, 0.0, 0.0, 0.0, 1.0])
