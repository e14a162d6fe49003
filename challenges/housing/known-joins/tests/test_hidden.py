"""The checks that decide. What is right is found by plain loops here; queries are run in the jail, by sqlite3."""

import numpy as np
import pandas as pd

from prep.grading import expect

COLUMNS = ["sale", "grade", "repairs", "cost"]
SPANS = (365, 90)
RUNS = """
import sqlite3

import pandas as pd


def run(text, tables):
    base = sqlite3.connect(":memory:")
    for name, table in tables.items():
        table.to_sql(name, base, index=False)
    return pd.read_sql_query(text, base)
"""


def town(seed, sold, inspected, repaired, houses=6, last=900):
    """Three tables in any order, and with any index."""
    rng = np.random.default_rng(seed)

    def rows(count):
        names = np.array([f"elm {number}" for number in range(houses)])[rng.integers(0, houses, count)]
        return {"house": names, "day": rng.integers(0, last, count)}

    return {
        "sales": pd.DataFrame({"sale": rng.permutation(sold) * 3 + 5, **rows(sold)}, index=rng.permutation(sold)),
        "inspections": pd.DataFrame(
            {"inspection": rng.permutation(inspected), **rows(inspected), "grade": rng.integers(1, 20, inspected) / 2}
        ),
        "repairs": pd.DataFrame({**rows(repaired), "cost": rng.integers(50, 900, repaired) * 1.25}),
    }


def wanted_of(sales, inspections, repairs, days):
    found = []
    for sale, house, day in sorted(zip(sales["sale"], sales["house"], sales["day"], strict=True)):
        known = inspections[(inspections["house"] == house) & (inspections["day"] < day)]
        grade = max(zip(known["day"], known["inspection"], known["grade"], strict=True), default=(0, 0, np.nan))[2]
        past = repairs[(repairs["house"] == house) & (repairs["day"] < day) & (repairs["day"] >= day - days)]
        found.append([sale, grade, len(past), past["cost"].sum()])
    return np.array(found, dtype=float)


def solved(*towns):
    """Tables, and what is right of them, for each number of days."""
    return [(tables, {days: wanted_of(**tables, days=days) for days in SPANS}) for tables in towns]


def expect_table(found, wanted, because, columns):
    """These columns of the result, row by row."""
    expect.that(isinstance(found, pd.DataFrame), "The result is a data frame.")
    expect.equal(list(found.columns), COLUMNS, what="the columns")
    expect.equal(len(found), len(wanted), because="There is one row for each sale.")
    for name in columns:
        values = expect.array(pd.to_numeric(found[name], errors="coerce"), (len(wanted),), what=name, finite=False)
        expect.close(values, wanted[:, COLUMNS.index(name)], rtol=1e-9, what=name, because=because)


def expect_features(candidate, case, because, columns=COLUMNS):
    tables, wanted = case
    for days in SPANS:
        expect_table(candidate.features(**tables, days=days), wanted[days], because, columns)


def expect_query(candidate, case, because, columns=COLUMNS):
    tables, wanted = case
    for days in SPANS:
        text = expect.text(candidate.query(days), what="the query")
        found = candidate.helper("runs", RUNS).run(text, tables)
        expect_table(found, wanted[days], because, columns)


def one_house(days, inspected, repaired):
    """Sales, inspections and repairs of a single house on these days."""
    return {
        "sales": pd.DataFrame({"sale": range(len(days)), "house": "elm 4", "day": days}),
        "inspections": pd.DataFrame(
            {
                "inspection": np.arange(len(inspected))[::-1],
                "house": "elm 4",
                "day": inspected,
                "grade": np.arange(1.0, len(inspected) + 1),
            }
        ),
        "repairs": pd.DataFrame({"house": "elm 4", "day": repaired, "cost": 2.0 ** np.arange(len(repaired))}),
    }


def without(tables, name):
    return {**tables, name: tables[name].iloc[:0]}


def twice(tables, seed):
    """Some repairs are alike, in any order."""
    repairs = pd.concat([tables["repairs"], tables["repairs"].iloc[:9]])
    return {**tables, "repairs": repairs.sample(frac=1, random_state=seed)}


def with_one_label(tables):
    """All rows of a table have the same label, as after putting tables together row by row."""
    return {name: table.set_axis([0] * len(table)) for name, table in tables.items()}


LARGE, SPARSE = town(8, 2000, 2000, 2000, houses=400), town(5, 10, 6, 6, houses=9)
MANY = solved(town(1, 30, 80, 120), town(2, 12, 40, 40, houses=1))
GRADES = solved(
    one_house([10, 11, 12], [10, 11, 11, 11, 3], []), one_house([5, 5], [5, 4, 4, 9], [1]), town(3, 40, 90, 5)
)
ENDS = solved(
    one_house([400, 401, 399], [], [35, 34, 400, 399, 36, 33]),
    one_house([365, 90], [], [0, 0, 365, -1, 275, 274]),
    one_house([9, 9, 7], [], [8, 7, 6]),
    twice(one_house([9, 9], [], [8, 7]), 9),
    town(4, 40, 5, 90),
)
FEW = solved(SPARSE, {**SPARSE, "repairs": SPARSE["repairs"].assign(house="oak 1")})
EMPTY = solved(without(SPARSE, "inspections"), without(SPARSE, "repairs"))
MIXED = solved(twice(town(6, 25, 60, 60), 6), twice(town(7, 25, 60, 60), 7), with_one_label(town(9, 25, 60, 60)))


def test_one_row_for_each_sale(candidate):
    for case in MANY:
        expect_features(candidate, case, "Houses with many inspections and many repairs.")


def test_latest_grade_before_the_sale(candidate):
    for case in GRADES:
        expect_features(candidate, case, "The latest inspection before the sale.", ["sale", "grade"])


def test_repairs_of_the_days_before(candidate):
    for case in ENDS:
        expect_features(candidate, case, "Repairs of the days before the sale.", ["sale", "repairs", "cost"])


def test_nothing_known(candidate):
    for case in FEW:
        expect_features(candidate, case, "Houses without inspections or repairs, and repairs of others.")
    for case in EMPTY:
        expect_features(candidate, case, "A table has no rows.")


def test_rows_in_any_order(candidate):
    for case in MIXED:
        expect_features(candidate, case, "Rows in any order, two repairs alike.")
        found = candidate.features(**case[0], days=30)
        expect.that(isinstance(found, pd.DataFrame), "The result is a data frame.")
        expect.equal(list(found.index), list(range(25)), because="The index of the result.")
    found = candidate.features(**LARGE, days=200)
    expect.that(isinstance(found, pd.DataFrame), "The result is a data frame.")
    expect.equal(len(found), 2000, because="2,000 sales.")


def test_query_has_one_row_for_each_sale(candidate):
    for case in MANY:
        expect_query(candidate, case, "Houses with many inspections and many repairs.")
    expect_query(candidate, FEW[0], "Houses without inspections or repairs.")
    for case in EMPTY:
        expect_query(candidate, case, "A table has no rows.")


def test_query_takes_the_latest_grade(candidate):
    for case in GRADES:
        expect_query(candidate, case, "The latest inspection before the sale.", ["sale", "grade"])


def test_query_takes_repairs_of_the_days(candidate):
    for case in ENDS:
        expect_query(candidate, case, "Repairs of the days before the sale.", ["sale", "repairs", "cost"])


def test_leaves_inputs_unchanged(candidate):
    tables = town(10, 15, 20, 20)
    called = candidate.features.with_arguments(*tables.values(), 120)
    for after, before in zip(called.arguments[:3], tables.values(), strict=True):
        expect.that(isinstance(after, pd.DataFrame) and after.equals(before), "A table is changed by the call.")
    expect.that(isinstance(called.value, pd.DataFrame), "The result is a data frame.")
    expect.equal(list(called.value.columns), COLUMNS, what="the columns")
