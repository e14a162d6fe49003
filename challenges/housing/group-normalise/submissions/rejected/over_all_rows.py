"""Two transforms, which keep rows and index, and a rule for groups without spread."""

import pandas as pd


def normalise(houses, by, column):
    values = houses[column].astype(float)
    groups = values.groupby([0] * len(values))
    off = values - groups.transform("mean")
    spread = groups.transform("std")
    constant = groups.transform("max") == groups.transform("min")
    return (off / spread).mask(constant & values.notna(), 0.0)
