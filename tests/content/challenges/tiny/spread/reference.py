"""The largest value minus the smallest."""


def spread(values):
    if len(values) == 0:
        raise ValueError("there are no values")
    return max(values) - min(values)
