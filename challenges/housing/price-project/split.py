"""Splits the town into what goes out and what is kept: `python -m` is not needed, tests and `write_data` call it.

Ids are places in a seeded order, so that they tell nothing of the sale.
"""

import gzip
from pathlib import Path

import numpy as np

from projects.housing.data import is_large
from projects.housing.town import load_town

HIDDEN_HOUSES = 730


def split():
    """Houses to learn from with their prices, hidden ones without, and the prices of these, shape (n,)."""
    town = load_town().drop(columns=["Order", "PID"])
    order = np.random.default_rng(20260501).permutation(len(town))
    town = town.iloc[order].reset_index(drop=True)
    town.insert(0, "id", np.arange(1, len(town) + 1))
    hidden = (town["id"] > len(town) - HIDDEN_HOUSES) & ~is_large(town)
    learn, test = town[~hidden].reset_index(drop=True), town[hidden].reset_index(drop=True)
    return learn, test, test.pop("price").to_numpy(float)


def write_data(folder: Path):
    """Write the tables that go out, the same bytes each time."""
    learn, test, _ = split()
    for name, table in (("train.csv.gz", learn), ("test.csv.gz", test)):
        text = table.to_csv(index=False, lineterminator="\n").encode()
        (folder / name).write_bytes(gzip.compress(text, mtime=0))
