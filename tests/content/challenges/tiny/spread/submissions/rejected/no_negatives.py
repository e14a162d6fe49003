def spread(values):
    return max(values) - max(min(values), 0.0)
