import numpy as np
import pandas as pd


def normalise(houses, by, column):
    found = np.full(len(houses), np.nan)
    values = houses[column].to_numpy(dtype=float)
    codes, _ = pd.factorize(houses[by], use_na_sentinel=False)
    for code in np.unique(codes):
        rows = np.flatnonzero(codes == code)
        rows = rows[~np.isnan(values[rows])]
        if len(rows) == 0:
            continue
        part = values[rows]
        flat = part.min() == part.max()
        found[rows] = 0.0 if flat else (part - part.mean()) / np.std(part, ddof=1)
    return pd.Series(found, index=houses.index)
