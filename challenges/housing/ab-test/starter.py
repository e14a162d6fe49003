"""A/B test with power. See the prompt for the contract."""


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    """Difference, z, p, low and high."""
    raise NotImplementedError


def power(base, lift, n, alpha=0.05):
    """The chance to see the lift with n visitors a page."""
    raise NotImplementedError


def visitors(base, lift, alpha=0.05, wanted=0.8):
    """The smallest number of visitors a page with that power."""
    raise NotImplementedError
