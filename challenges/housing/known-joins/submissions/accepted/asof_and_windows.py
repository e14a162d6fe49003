"""merge_asof for the grade; in SQL a ranking and two groupings, joined one row to one row."""

import numpy as np
import pandas as pd


def features(sales, inspections, repairs, days):
    ordered = sales.sort_values("day", kind="stable")
    looked = inspections.sort_values(["day", "inspection"])
    wide = pd.merge_asof(
        ordered.astype({"day": "int64", "house": object}),
        looked[["house", "day", "grade"]].astype({"day": "int64", "house": object}),
        on="day",
        by="house",
        allow_exact_matches=False,
    )
    wide = wide.sort_values("sale", ignore_index=True)
    counts, costs = [], []
    for house, day in zip(wide["house"], wide["day"]):
        chosen = repairs[(repairs["house"] == house) & repairs["day"].between(day - days, day - 1)]
        counts.append(len(chosen))
        costs.append(float(np.sum(chosen["cost"])))
    return wide[["sale", "grade"]].assign(repairs=counts, cost=costs)


def query(days):
    return """
        WITH ranked AS (
            SELECT s.sale, i.grade,
                ROW_NUMBER() OVER (PARTITION BY s.sale ORDER BY i.day DESC, i.inspection DESC) AS place
            FROM sales s JOIN inspections i ON i.house = s.house AND i.day < s.day
        ), spent AS (
            SELECT s.sale, COUNT(*) AS repairs, SUM(r.cost) AS cost
            FROM sales s JOIN repairs r ON r.house = s.house AND r.day BETWEEN s.day - {days} AND s.day - 1
            GROUP BY s.sale
        )
        SELECT s.sale, g.grade, COALESCE(p.repairs, 0) AS repairs, COALESCE(p.cost, 0.0) AS cost
        FROM sales s
        LEFT JOIN ranked g ON g.sale = s.sale AND g.place = 1
        LEFT JOIN spent p ON p.sale = s.sale
        ORDER BY s.sale
    """.format(days=days)
