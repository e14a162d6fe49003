"""Each table becomes one row a sale before anything is put side by side, so nothing can multiply."""



def features(sales, inspections, repairs, days):
    sales = sales.sort_values("sale", ignore_index=True)
    found = sales[["sale"]].copy()
    found["grade"] = found["sale"].map(_grades(sales, inspections))
    past = sales.merge(repairs, on="house", suffixes=("", "_repaired"))
    ago = past["day"] - past["day_repaired"]
    costs = past[(ago > 0) & (ago <= days)].groupby("sale")["cost"]
    found["repairs"] = found["sale"].map(costs.size())
    found["cost"] = found["sale"].map(costs.sum())
    return found


def _grades(sales, inspections):
    """The grade of each sale that has one, by its number."""
    past = sales.merge(inspections, on="house", suffixes=("", "_inspected"))
    past = past[past["day_inspected"] < past["day"]].sort_values(["day_inspected", "inspection"])
    return past.groupby("sale")["grade"].last()


def query(days):
    return f"""
        SELECT
            sale,
            (
                SELECT grade FROM inspections AS i
                WHERE i.house = s.house AND i.day < s.day
                ORDER BY i.day DESC, i.inspection DESC
                LIMIT 1
            ) AS grade,
            (
                SELECT COUNT(*) FROM repairs AS r
                WHERE r.house = s.house AND r.day < s.day AND r.day >= s.day - {days}
            ) AS repairs,
            (
                SELECT TOTAL(cost) FROM repairs AS r
                WHERE r.house = s.house AND r.day < s.day AND r.day >= s.day - {days}
            ) AS cost
        FROM sales AS s
        ORDER BY sale
    """
