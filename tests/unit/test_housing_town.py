"""The houses of a town that does not exist: what they cost cannot be looked up, and can be learnt."""

import numpy as np
import pytest

from projects.housing.data import is_large, load_ames
from projects.housing.town import load_town

pytestmark = pytest.mark.slow  # reads two whole tables

PLAIN = ["area", "Overall.Qual", "Year.Built", "Garage.Area", "Total.Bsmt.SF"]


def _errors() -> dict[str, float]:
    """Of the real prices, of a line through five columns, and of the median, over the same quarter of the houses."""
    town, real = load_town(), load_ames()["price"].to_numpy(float)
    price = town["price"].to_numpy(float)
    hidden = (np.random.default_rng(1).permutation(len(town)) < 730) & ~is_large(town).to_numpy()
    design = np.column_stack([np.ones(len(town)), town[PLAIN].fillna(0.0)])
    line = design[hidden] @ np.linalg.lstsq(design[~hidden], price[~hidden], rcond=None)[0]
    scale = np.median(price[~hidden] / real[~hidden])
    told = {"known": real[hidden], "known and scaled": scale * real[hidden], "line": line}
    return {name: float(np.abs(found - price[hidden]).mean()) for name, found in told.items()}


def test_a_table_of_known_prices_earns_less_than_the_baseline() -> None:
    errors = _errors()
    assert errors["known"] > 1.3 * errors["line"]
    assert errors["known and scaled"] > 1.3 * errors["line"]


def test_only_prices_differ_from_the_houses_of_ames() -> None:
    town, ames = load_town(), load_ames()
    assert town.drop(columns="price").equals(ames.drop(columns="price"))
    assert (town["price"] > 0).all()
    assert town["price"].median() == pytest.approx(ames["price"].median(), rel=0.001)
    assert load_town().equals(town)
