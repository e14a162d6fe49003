def spread(values):
    """The largest of the values minus the smallest."""
    raise NotImplementedError
