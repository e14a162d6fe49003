"""Housing as a system: its pipeline in little, what its data must be, and what its kept model promises."""

import contextlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("pandera")
pytest.importorskip("skops")

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.housing.columns import FEATURES, TARGET
from projects.housing.data import DataError, load_ames, without_large
from projects.housing.evaluate import split
from projects.housing.ops.asked import check_houses, plain_rows, read_houses
from projects.housing.ops.bounds import RANGES
from projects.housing.ops.contract import check_contract, check_labels, check_split
from projects.housing.ops.groups import GROUPS, columns_of
from projects.housing.ops.params import Params
from projects.housing.ops.predictor import HousePricer, load_pricer
from projects.housing.ops.project import PROJECT
from projects.ops.command import run_part
from projects.ops.errors import ProjectError, RefusedError
from projects.ops.files import digest, read_json
from projects.ops.params import load_params
from projects.ops.places import Places
from projects.ops.served import load_served
from tests.projects.small_runs import run_all, small_places

LITTLE = {
    "every": 10,
    "folds": 2,
    "least_in_slice": 10,
    "staleness_houses": 40,
    "gate": [{"figure": "main.mae", "below": "baselines.the median price for every house.mae"}],
    "checks": {"single_column_r2": 0.8, "shuffled_r2": 0.1, "suspicious_ratio": 2.0, "most_suspicious": 10},
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Places, Places]:
    """The same pipeline twice, from nothing."""
    first, again = (run_all(PROJECT, small_places(PROJECT, tmp_path_factory.mktemp("run"), LITTLE)) for _ in range(2))
    return first, again


@pytest.fixture(scope="module")
def houses() -> pd.DataFrame:
    return load_ames()


@pytest.fixture(scope="module")
def pricer() -> HousePricer:
    return load_pricer(PROJECT.places.model)


@pytest.fixture
def house(houses: pd.DataFrame) -> dict[str, Any]:
    [row] = plain_rows(houses.iloc[[3]])
    return row


def test_the_pipeline_gives_the_same_figures_and_the_same_model_twice(runs: tuple[Places, Places]) -> None:
    first, again = runs
    assert first.metrics.read_bytes() == again.metrics.read_bytes()
    assert digest(first.model / "model.skops") == digest(again.model / "model.skops")


def test_the_pipeline_goes_from_the_table_to_the_cards(runs: tuple[Places, Places]) -> None:
    places, _ = runs
    metrics = read_json(places.metrics)
    assert metrics["main"]["mae"] < metrics["baselines"]["the median price for every house"]["mae"]
    assert set(metrics["groups"]) == set(GROUPS)
    assert load_pricer(places.model).label in (places.cards / "MODEL.md").read_text(encoding="utf-8")
    assert "Neighborhood" in (places.cards / "DATA.md").read_text(encoding="utf-8")


def test_the_model_asked_from_its_file_says_what_the_fitted_one_says(runs: tuple[Places, Places]) -> None:
    places, _ = runs
    rows = read_json(places.model / "examples.json")
    assert load_pricer(places.model).predict(rows["rows"]) == rows["answers"]


def test_every_feature_is_in_one_group() -> None:
    grouped = [name for group in GROUPS for name in columns_of(group)]
    assert sorted(grouped) == sorted(FEATURES)


def test_the_kept_model_never_sees_what_names_a_sale(houses: pd.DataFrame, pricer: HousePricer) -> None:
    some = houses.iloc[[3, 8]]
    others = some.assign(PID=[1, 2], Order=[7, 7], price=1)
    assert pricer.predict(plain_rows(some)) == pricer.predict(plain_rows(others))
    assert not {"PID", "Order", TARGET} & set(FEATURES)


def test_the_table_keeps_its_contract(houses: pd.DataFrame) -> None:
    check_contract(houses)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Overall.Qual", 14, "Overall.Qual"),
        ("Neighborhood", "Springfield", "Neighborhood"),
        (TARGET, 5, TARGET),
        ("Yr.Sold", 2026, "Yr.Sold"),
        ("PID", 526301100, "PID"),
        ("Lot.Area", float("nan"), "Lot.Area: at most 1% unknown"),
    ],
)
def test_a_table_that_breaks_its_contract_is_refused_by_column(
    houses: pd.DataFrame, column: str, value: object, said: str
) -> None:
    broken = houses.iloc[:300].copy()
    cells = broken[column].tolist()
    broken[column] = [*cells[:10], *[value] * 30, *cells[40:]]
    with pytest.raises(DataError, match=said):
        check_contract(broken)


def test_a_house_on_both_sides_of_the_split_is_found(houses: pd.DataFrame) -> None:
    parts = split(houses)
    check_split(parts.train, parts.held_out)
    with pytest.raises(DataError, match="parcels are on both sides"):
        check_split(parts.train, pd.concat([parts.held_out, parts.train.iloc[:3]]))
    renamed = parts.train.iloc[:3].assign(PID=[1, 2, 3])
    with pytest.raises(DataError, match="price and all"):
        check_split(parts.train, pd.concat([parts.held_out, renamed]))


def test_a_price_in_disguise_among_the_features_is_found(houses: pd.DataFrame) -> None:
    limits = load_params(PROJECT.places.params, Params).checks
    leaking = houses.iloc[::10].assign(**{"Misc.Val": lambda table: np.sqrt(table[TARGET])})
    with pytest.raises(DataError, match=r"Misc\.Val alone explains"):
        check_labels(leaking, limits)


def test_an_ordinary_house_is_priced_between_its_two_prices(house: dict[str, Any], pricer: HousePricer) -> None:
    [answer] = pricer.predict([house])
    low, price, high = (float(str(answer[name])) for name in ("low", "price", "high"))
    assert low < price < high
    assert 0.5 < price / house[TARGET] < 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"area": 4_001}, "does not price houses over 4,000 sq ft"),
        ({"area": 50}, "`area` is 50; it must be from 300"),
        ({"Yr.Sold": 2026}, "`Yr.Sold` is 2026; it must be from 2006 to 2010"),
        ({"Neighborhood": "Springfield"}, "`Neighborhood` is 'Springfield'; it must be one of Blmngtn"),
        ({"Neighborhood": None}, "`Neighborhood` is needed"),
        ({"Overall.Qual": "good"}, "`Overall.Qual` must be a number"),
        ({"Overall.Qual": True}, "`Overall.Qual` must be a number"),
        ({"Lot.Area": math.inf}, "`Lot.Area` must be a number"),
        ({"MS.SubClass": 61}, "`MS.SubClass` is 61"),
        ({"Street": 7}, "`Street` must be a word"),
        ({"Overal.Qual": 7}, "did you mean `Overall.Qual`?"),
    ],
)
def test_a_house_outside_the_promise_is_refused_with_the_reason(
    house: dict[str, Any], pricer: HousePricer, change: dict[str, object], said: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        pricer.predict([house, house | change])
    assert str(refused.value).startswith("row 2: ")
    assert said in str(refused.value)


def test_what_is_unknown_of_a_house_is_counted_and_what_it_has_not_is_not(
    house: dict[str, Any], pricer: HousePricer
) -> None:
    needed = ("area", "Neighborhood", "Overall.Qual", "Year.Built", "Yr.Sold")
    full, little = pricer.predict([house, {name: house[name] for name in needed}])
    assert full["unknown_columns"] == 0
    assert int(str(little["unknown_columns"])) > 50


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_house_within_the_ranges_gets_finite_prices_or_a_reason(pricer: HousePricer, data: st.DataObject) -> None:
    numbers = {
        name: data.draw(st.none() | st.floats(low, min(high, 4_000.0) if name == "area" else high))
        for name, (low, high) in RANGES.items()
    }
    needed = {"area": 1_500.0, "Overall.Qual": 5.0, "Year.Built": 1970.0, "Yr.Sold": 2008.0, "Neighborhood": "NAmes"}
    row = {name: value for name, value in numbers.items() if value is not None}
    answer: dict[str, object] = {"price": 1.0, "low": 1.0, "high": 1.0}
    with contextlib.suppress(RefusedError):
        [answer] = pricer.predict([needed | row])
    assert all(math.isfinite(float(str(answer[name]))) for name in ("price", "low", "high"))


def test_what_moved_a_price_adds_up_to_it(houses: pd.DataFrame, pricer: HousePricer) -> None:
    some = check_houses(plain_rows(without_large(houses).iloc[5:7]))
    logs = np.log(pricer.prices(some))
    first, second = (sum(parts.values()) for parts in pricer.contributions(some))
    assert first - second == pytest.approx(logs[0] - logs[1])


def test_inputs_like_those_learnt_from_do_not_drift_and_another_town_does(
    houses: pd.DataFrame, pricer: HousePricer
) -> None:
    usual = without_large(houses[houses["Garage.Yr.Blt"] != 2207])  # a cell that is refused, rightly
    assert max(pricer.drift(plain_rows(usual)).values()) < 0.05
    assert pricer.drift(plain_rows(usual[usual["Neighborhood"] == "NoRidge"]))["Overall.Qual"] > 0.25


def test_a_model_that_says_something_else_than_when_it_was_made_is_not_served(
    runs: tuple[Places, Places], tmp_path: Path
) -> None:
    places, _ = runs
    for path in places.model.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    load_served(PROJECT, tmp_path)
    told = json.loads((tmp_path / "examples.json").read_text(encoding="utf-8"))
    told["answers"][0]["price"] *= 1.01
    (tmp_path / "examples.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ProjectError, match="no longer says what it said: `price` of its example 1"):
        load_served(PROJECT, tmp_path)


def test_a_model_file_that_was_exchanged_is_not_read(runs: tuple[Places, Places], tmp_path: Path) -> None:
    places, _ = runs
    for path in places.model.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.skops").write_bytes(b"another")
    with pytest.raises(ProjectError, match=r"is not the file that model\.json speaks of"):
        load_pricer(tmp_path)


def test_predict_prices_a_file_and_refuses_a_mansion_with_one_line(
    houses: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    houses.iloc[:2].to_csv(tmp_path / "two.csv", index=False)
    assert run_part("housing", ["predict", str(tmp_path / "two.csv"), "--why"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "price,low,high,unknown_columns,why"
    houses.nlargest(1, "area").to_csv(tmp_path / "mansion.csv", index=False)
    assert run_part("housing", ["predict", str(tmp_path / "mansion.csv")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "this model does not price houses over 4,000 sq ft" in said.err


@pytest.mark.parametrize("content", [b"", b"area\n", b"\xff\xfe\x00", b'"area\n1,2,3'])
def test_a_file_that_is_no_table_of_houses_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    with pytest.raises(ProjectError) as error:
        check_houses(read_houses(tmp_path / "odd.csv"))
    assert "\n" not in str(error.value)
