import pandas as pd


def normalise(houses, by, column):
    values = houses[column].astype(float).reset_index(drop=True)
    keys = houses[by].reset_index(drop=True).map(str)
    groups = values.groupby(keys, dropna=False, observed=True)
    scores = (values - groups.transform("mean")) / groups.transform("std")
    flat = groups.transform("min") == groups.transform("max")
    scores = scores.mask(flat & values.notna(), 0.0)
    scores.index = houses.index
    return scores
