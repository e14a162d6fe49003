"""The checks that decide."""

import numpy as np
import pandas as pd

from prep.grading import expect


def table(seed, rows, groups):
    rng = np.random.default_rng(seed)
    places = rng.choice(list("nswe")[:groups], rows)
    prices = rng.normal(100.0, 20.0, rows) + 50.0 * (places == "n")
    return pd.DataFrame({"place": places, "price": prices, "area": rng.integers(50, 200, rows)})


def scores(houses, by, column):
    found = np.full(len(houses), np.nan)
    keys, values = pd.factorize(houses[by])[0], houses[column].to_numpy(dtype=float)
    for key in set(keys):
        rows = np.flatnonzero((keys == key) & ~np.isnan(values))
        if len(rows):
            part = values[rows]
            found[rows] = 0.0 if np.ptp(part) == 0 else (part - part.mean()) / part.std(ddof=1)
    return found


def expect_scores(candidate, houses, by, column, because):
    called = candidate.normalise.with_arguments(houses, by, column)
    expect.that(isinstance(called.value, pd.Series), "The result is a series.")
    expect.that(len(called.value) == len(houses), "There is one score for each row.")
    wanted = scores(houses, by, column)
    expect.close(called.value.to_numpy(), wanted, because=because)
    expect.equal(list(called.value.index), list(houses.index), because="The index of the result.")
    expect.that(called.arguments[0].equals(houses), "The table is changed by the call.")


def test_scores_within_groups(candidate):
    for seed, rows, groups in ((1, 20, 3), (2, 9, 1), (3, 60, 4)):
        houses = table(seed, rows, groups)
        expect_scores(candidate, houses, "place", "price", "Groups of several sizes.")
        expect_scores(candidate, houses, "place", "area", "A column of whole numbers.")


def test_rows_and_index_stay(candidate):
    houses = table(4, 16, 3)
    houses.index = [7, 3, 3, 9, 1, 0, 2, 2, 5, 8, 4, 4, 11, 10, 6, 3]
    expect_scores(candidate, houses, "place", "price", "An index out of order, with labels that come twice.")
    named = table(5, 12, 2).set_index(pd.Index([f"house {k}" for k in range(12, 0, -1)]))
    expect_scores(candidate, named, "place", "price", "An index of names.")


def test_small_groups_and_gaps(candidate):
    houses = table(6, 14, 3)
    houses.loc[[1, 5, 6], "price"] = np.nan
    houses.loc[len(houses)] = ["alone", 77.0, 60]
    houses.loc[len(houses)] = ["same", 0.1, 60]
    houses.loc[len(houses)] = ["same", 0.1, 60]
    houses.loc[len(houses)] = ["same", 0.1, 60]
    houses.loc[len(houses)] = ["empty", np.nan, 60]
    expect_scores(candidate, houses, "place", "price", "Gaps, a single house, a constant group, one without prices.")
    houses.loc[[0, 3, 9], "place"] = None
    expect_scores(candidate, houses, "place", "price", "Some houses have no group.")
    for name in ("nan", "None", "", "none", "missing", "<NA>"):
        places = [name, None, name, None, "a", name, None]
        prices = [1.0, 10.0, 2.0, 30.0, 5.0, 4.0, 70.0]
        named = pd.DataFrame({"place": places, "price": prices, "area": 50})
        expect_scores(candidate, named, "place", "price", "A place is called what a missing one might be taken for.")
    numbers = pd.DataFrame({"place": [0, -1, np.nan, 0, -1, np.nan, 0], "price": prices, "area": 50})
    expect_scores(candidate, numbers, "place", "price", "Groups are numbers, and some are missing.")
