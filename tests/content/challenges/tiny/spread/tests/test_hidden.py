"""The checks that decide."""

import numpy as np
import reference

from prep.grading import expect


def test_spread_of_many(candidate):
    rng = np.random.default_rng(1)
    for count in (1, 2, 50):
        values = rng.normal(size=count).tolist()
        expect.close(candidate.spread(values), reference.spread(values))


def test_refuses_nothing(candidate):
    with candidate.raises(ValueError, because="there are no values"):
        candidate.spread([])
    expect.close(candidate.spread([5.0, 7.0]), 2.0)
