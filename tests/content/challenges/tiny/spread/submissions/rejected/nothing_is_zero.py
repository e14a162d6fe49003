def spread(values):
    return max(values) - min(values) if values else 0.0
