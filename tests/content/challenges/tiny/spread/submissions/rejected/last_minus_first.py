def spread(values):
    if not values:
        raise ValueError
    return values[-1] - values[0]
