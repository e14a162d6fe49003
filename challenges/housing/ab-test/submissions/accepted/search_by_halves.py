import math
from statistics import NormalDist

NORMAL = NormalDist()


def inside(value):
    if not (value > 0 and value < 1):
        raise ValueError("between 0 and 1")
    return value


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    pages = []
    for hits, n in ((int(hits_a), int(n_a)), (int(hits_b), int(n_b))):
        if n < 1 or hits < 0 or hits > n:
            raise ValueError("counts")
        pages.append((hits, n, hits / n))
    (x, n, a), (y, m, b) = pages
    limit = NORMAL.inv_cdf(0.5 + inside(level) / 2)
    rest = (n + m) - (x + y)
    if x + y == 0 or rest == 0:
        z, p = 0.0, 1.0
    else:
        z = (b - a) * math.sqrt(n * m * (n + m) / ((x + y) * rest))
        p = math.erfc(abs(z) * math.sqrt(0.5))
    error = math.sqrt(x * (n - x) / n**3 + y * (m - y) / m**3)
    return {"difference": b - a, "z": z, "p": p, "low": b - a - limit * error, "high": b - a + limit * error}


def power(base, lift, n, alpha=0.05):
    if n < 1 or lift == 0:
        raise ValueError("n or lift")
    a, b = inside(base), inside(base + lift)
    m = (a + b) / 2
    limit = -NORMAL.inv_cdf(inside(alpha) / 2)
    top = abs(lift) * math.sqrt(n) - limit * math.sqrt(2 * m * (1 - m))
    return NORMAL.cdf(top / math.sqrt(a * (1 - a) + b * (1 - b)))


def visitors(base, lift, alpha=0.05, wanted=0.8):
    inside(wanted)
    low, high = 0, 1
    while power(base, lift, high, alpha) < wanted:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if power(base, lift, middle, alpha) < wanted:
            low = middle
        else:
            high = middle
    return high
