"""Each table becomes one row a sale before anything is put side by side, so nothing can multiply."""



def features(sales, inspections, repairs, days):
    sales = sales.sort_values("sale", ignore_index=True)
    found = sales[["sale"]].copy()
    found["grade"] = found["sale"].map(_grades(sales, inspections))
    past = sales.merge(repairs, on="house", suffixes=("", "_repaired"))
    ago = past["day"] - past["day_repaired"]
    costs = past[(ago > 0) & (ago <= days)].groupby("sale")["cost"]
    found["repairs"] = found["sale"].map(costs.size()).fillna(0).astype(int)
    found["cost"] = found["sale"].map(costs.sum()).fillna(0.0).astype(float)
    return found


def _grades(sales, inspections):
    """The grade of each sale that has one, by its number."""
    past = sales.merge(inspections, on="house", suffixes=("", "_inspected"))
    past = past[past["day_inspected"] < past["day"]].sort_values(["day_inspected", "inspection"])
    return past.groupby("sale")["grade"].last()


def query(days):
    return f"""
        SELECT s.sale,
            (SELECT grade FROM inspections i WHERE i.house = s.house AND i.day < s.day
             ORDER BY i.day DESC, i.inspection DESC LIMIT 1) AS grade,
            COUNT(r.house) AS repairs, TOTAL(r.cost) AS cost
        FROM sales s
        LEFT JOIN inspections i ON i.house = s.house
        LEFT JOIN repairs r ON r.house = s.house AND r.day BETWEEN s.day - {days} AND s.day - 1
        GROUP BY s.sale ORDER BY s.sale
    """
