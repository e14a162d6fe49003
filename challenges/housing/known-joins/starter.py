"""Joins that know no future, in pandas and in SQL. See the prompt for the contract."""


def features(sales, inspections, repairs, days):
    """One row for each sale: sale, grade, repairs, cost."""
    raise NotImplementedError


def query(days):
    """The text of one SELECT that makes the same table."""
    raise NotImplementedError
