"""The checks that a candidate can read and run. The query is run beside the solution, by sqlite3."""

import pandas as pd

from prep.grading import expect

TABLES = {
    "sales": pd.DataFrame({"sale": [1, 2], "house": ["elm 4", "oak 1"], "day": [400, 400]}),
    "inspections": pd.DataFrame(
        {"inspection": [7, 8, 9], "house": ["elm 4"] * 3, "day": [10, 300, 400], "grade": [5.0, 6.0, 9.0]}
    ),
    "repairs": pd.DataFrame({"house": ["elm 4"] * 3, "day": [34, 35, 399], "cost": [1.0, 20.0, 300.0]}),
}
RUNS = """
import sqlite3

import pandas as pd


def run(text, tables):
    base = sqlite3.connect(":memory:")
    for name, table in tables.items():
        table.to_sql(name, base, index=False)
    return pd.read_sql_query(text, base)
"""


def expect_example(found):
    expect.that(isinstance(found, pd.DataFrame), "The result is a data frame.")
    expect.equal(list(found.columns), ["sale", "grade", "repairs", "cost"], what="the columns")
    found = expect.array(found.astype(float), (2, 4), what="the table", finite=False)
    expect.close(found, [[1, 6, 2, 320], [2, float("nan"), 0, 0]], what="the table")


def test_features_of_two_sales(candidate):
    expect_example(candidate.features(**TABLES, days=365))


def test_query_of_two_sales(candidate):
    text = expect.text(candidate.query(365), what="the query")
    expect_example(candidate.helper("runs", RUNS).run(text, TABLES))
