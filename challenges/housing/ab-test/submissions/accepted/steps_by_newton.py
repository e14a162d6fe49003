from math import ceil, erfc, exp, pi, sqrt


def tail(z):
    return 0.5 * erfc(z / sqrt(2))


def quantile(share):
    """Halves an interval, then follows the slope."""
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(-middle) < share else (low, middle)
    z = (low + high) / 2
    for _ in range(3):
        slope = exp(-z * z / 2) / sqrt(2 * pi)
        if slope > 0:
            z -= (tail(-z) - share) / slope
    return z


def check(*values):
    for value in values:
        if value <= 0 or value >= 1:
            raise ValueError("share")


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    check(level)
    x, n, y, m = (float(int(value)) for value in (hits_a, n_a, hits_b, n_b))
    if min(n, m) < 1 or min(x, y) < 0 or x > n or y > m:
        raise ValueError("counts")
    a, b, share = x / n, y / m, (x + y) / (n + m)
    gap = b - a
    z = 0.0 if share in (0.0, 1.0) else gap / sqrt(share * (1 - share) / n + share * (1 - share) / m)
    half = quantile((1 + level) / 2) * sqrt(a * (1 - a) / n + b * (1 - b) / m)
    return dict(difference=gap, z=z, p=min(1.0, 2 * tail(abs(z))), low=gap - half, high=gap + half)


def parts(base, lift, alpha):
    check(base, base + lift, alpha)
    if not lift:
        raise ValueError("lift")
    mean = base + 0.5 * lift
    null = quantile(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    return null, sqrt(base * (1 - base) + (base + lift) * (1 - base - lift)), abs(lift)


def power(base, lift, n, alpha=0.05):
    null, real, size = parts(base, lift, alpha)
    if n <= 0:
        raise ValueError("n")
    return tail((null - size * sqrt(n)) / real)


def visitors(base, lift, alpha=0.05, wanted=0.8):
    null, real, size = parts(base, lift, alpha)
    check(wanted)
    root = (null + quantile(wanted) * real) / size
    return 1 if root <= 1 else ceil(root * root)
