"""The Ames table, and what its missing cells mean."""

import gzip
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from projects.housing.columns import CODES, COLUMNS, FEATURES, NUMBERS, TARGET, Kind, names
from projects.housing.data import AMES, DataError, is_large, load_ames, without_large
from projects.housing.missing import (
    HAS_NONE,
    NONE,
    WITNESS,
    count_documented,
    count_missing,
    says_none,
    tidy,
)
from projects.housing.pipeline import build_preprocessor


@pytest.fixture(scope="module")
def houses() -> pd.DataFrame:
    return load_ames()


def sale(houses: pd.DataFrame, order: int) -> pd.DataFrame:
    return houses[houses["Order"] == order]


def test_the_table_is_whole(houses: pd.DataFrame) -> None:
    assert houses.shape == (2930, 82)
    assert houses["Order"].tolist() == list(range(1, 2931))
    assert houses["PID"].is_unique


def test_the_dictionary_tells_every_column_in_the_order_of_the_file(houses: pd.DataFrame) -> None:
    assert [column.name for column in COLUMNS] == list(houses.columns)


def test_numbers_are_read_as_numbers_and_categories_as_words(houses: pd.DataFrame) -> None:
    numeric = list(houses.select_dtypes("number").columns)
    assert numeric == names(Kind.IDENTIFIER, Kind.TARGET, Kind.NUMBER, Kind.CODE)


def test_prices_are_dollars(houses: pd.DataFrame) -> None:
    assert (houses[TARGET].min(), houses[TARGET].max()) == (12_789, 755_000)


def test_neither_the_price_nor_a_name_of_the_sale_is_a_feature() -> None:
    assert len(FEATURES) == 79
    assert not {TARGET, "Order", "PID"} & set(FEATURES)
    assert not set(CODES) & set(NUMBERS)


def test_the_file_is_made_without_the_time_of_day() -> None:
    assert AMES.read_bytes()[4:8] == b"\0\0\0\0"


def write(folder: Path, text: str) -> Path:
    path = folder / "ames.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_a_category_called_none_is_no_missing_value(tmp_path: Path) -> None:
    header = ",".join(column.name for column in COLUMNS)
    cells = ["NA" if column.name == "Fence" else "" for column in COLUMNS]
    cells[28] = "None"
    house = load_ames(write(tmp_path, f"{header}\n{','.join(cells)}\n")).iloc[0]
    assert (house["Mas.Vnr.Type"], house["Fence"]) == ("None", "NA")
    assert pd.isna(house["Alley"])


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", AMES.read_bytes()[:5000], AMES.read_bytes()[:-4] + b"abcd", gzip.compress(b"\xff\xfe")],
    ids=["empty", "not compressed", "cut off", "checksum", "not text"],
)
def test_a_corrupt_table_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ames.csv.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"cannot read .*; get a fresh copy of the project") as raised:
        load_ames(path)
    assert "\n" not in str(raised.value)
    assert str(path) in str(raised.value)


def test_an_absent_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        load_ames(tmp_path / "ames.csv.gz")


def test_a_table_of_something_else_is_told_with_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks the columns \['Alley'"):
        load_ames(write(tmp_path, "price\n1\n"))


def test_the_known_counts_of_missing_cells_are_met(houses: pd.DataFrame) -> None:
    assert int(houses.isna().sum().sum()) == 15_749
    assert count_documented(houses) == 13_291


def test_every_missing_cell_is_counted_as_one_or_the_other(houses: pd.DataFrame) -> None:
    counts = count_missing(houses)
    assert sum(count.none for count in counts) == 15_178
    assert sum(count.unknown for count in counts) == 571
    assert all(count.none + count.unknown == houses[count.column].isna().sum() for count in counts)
    assert [count.column for count in counts[:2]] == ["Pool.QC", "Misc.Feature"]


def test_fifteen_documented_cells_are_unknown_after_all(houses: pd.DataFrame) -> None:
    none = sum(int(says_none(houses, column).sum()) for column in HAS_NONE)
    assert count_documented(houses) - none == 15


def test_a_house_with_a_garage_of_unknown_quality_does_not_lose_it(houses: pd.DataFrame) -> None:
    house = sale(houses, 2237)
    assert house["Garage.Type"].item() == "Detchd"
    assert pd.isna(tidy(house)["Garage.Qual"].item())
    assert tidy(sale(houses, 28))["Garage.Qual"].item() == NONE


def test_no_witness_contradicts_a_value_that_is_there(houses: pd.DataFrame) -> None:
    """But for the two kinds that are known: veneer without an area, and things worth nothing."""
    for column in set(WITNESS) - {"Mas.Vnr.Type", "Misc.Feature"}:
        assert not (houses[column].notna() & (houses[WITNESS[column]] == 0)).any(), column


def test_masonry_that_a_reader_took_for_missing_is_put_back(houses: pd.DataFrame) -> None:
    veneer = tidy(houses)["Mas.Vnr.Type"]
    assert (veneer == NONE).sum() == 1745
    assert veneer.isna().sum() == 30


def test_a_length_of_street_is_never_taken_for_none(houses: pd.DataFrame) -> None:
    assert not says_none(houses, "Lot.Frontage").any()


def test_an_impossible_year_is_unknown_and_an_unfinished_house_keeps_its_own(houses: pd.DataFrame) -> None:
    assert sale(houses, 2261)["Garage.Yr.Blt"].item() == 2207
    assert pd.isna(tidy(sale(houses, 2261))["Garage.Yr.Blt"].item())
    assert tidy(sale(houses, 2181))["Garage.Yr.Blt"].item() == 2008


def test_tidying_looks_at_one_house_at_a_time(houses: pd.DataFrame) -> None:
    """Among them the youngest garages beside the earliest sales: neither may decide about the other."""
    young = houses[houses["Garage.Yr.Blt"] >= 2009]
    some = pd.concat([young.iloc[:6], houses.iloc[1338:1344], houses.iloc[-4:]])
    assert not young.empty
    one_by_one = pd.concat(tidy(some.iloc[k : k + 1]) for k in range(len(some)))
    assert_frame_equal(one_by_one.astype(object), tidy(some).astype(object))


def test_tidying_leaves_its_argument_as_it_was(houses: pd.DataFrame) -> None:
    before = houses.copy()
    tidy(houses)
    assert_frame_equal(houses, before)


def test_the_counts_that_the_readme_tells_are_true(houses: pd.DataFrame) -> None:
    assert (houses["Sale.Condition"] == "Partial").sum() == 245
    assert houses["Neighborhood"].value_counts().min() == 1
    assert says_none(houses, "Garage.Yr.Blt").sum() == 157
    assert build_preprocessor().fit_transform(houses[FEATURES]).shape[1] == 290


def test_five_houses_are_large(houses: pd.DataFrame) -> None:
    assert houses.loc[is_large(houses), "Order"].tolist() == [1499, 1761, 1768, 2181, 2182]
    assert len(without_large(houses)) == 2925
    assert without_large(houses)["area"].max() <= 4000
