def spread(values):
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    return ordered[-1] - ordered[0]
