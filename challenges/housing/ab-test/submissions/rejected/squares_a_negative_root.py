import math
from fractions import Fraction
from statistics import NormalDist


def cdf(z):
    # erfc keeps its precision far out
    return math.erfc(-z * math.sqrt(0.5)) / 2


def z_two_sided(tail):
    return abs(NormalDist().inv_cdf(tail / 2))


def need(condition, text):
    if not condition:
        raise ValueError(text)


def compare(hits_a, n_a, hits_b, n_b, level=0.95):
    need(n_a >= 1 and n_b >= 1, "no visitors")
    need(0 <= hits_a <= n_a and 0 <= hits_b <= n_b, "hits out of range")
    need(0 < level < 1, "level out of range")
    a, b = Fraction(int(hits_a), int(n_a)), Fraction(int(hits_b), int(n_b))
    pooled = Fraction(int(hits_a) + int(hits_b), int(n_a) + int(n_b))
    variance = pooled * (1 - pooled) * (Fraction(1, int(n_a)) + Fraction(1, int(n_b)))
    z = float(b - a) / math.sqrt(variance) if variance else 0.0
    margin = z_two_sided(1 - level) * math.sqrt(a * (1 - a) / int(n_a) + b * (1 - b) / int(n_b))
    return {
        "difference": float(b - a),
        "z": z,
        "p": 2 * cdf(-abs(z)),
        "low": float(b - a) - margin,
        "high": float(b - a) + margin,
    }


def power(base, lift, n, alpha=0.05):
    need(0 < base < 1, "base")
    need(0 < base + lift < 1 and lift != 0, "lift")
    need(0 < alpha < 1, "alpha")
    need(n >= 1, "n")
    a, b, m = base, base + lift, base + lift / 2
    top = abs(lift) * math.sqrt(n) - z_two_sided(alpha) * math.sqrt(2 * m * (1 - m))
    return cdf(top / math.sqrt(a * (1 - a) + b * (1 - b)))


def visitors(base, lift, alpha=0.05, wanted=0.8):
    power(base, lift, 1, alpha)  # checks
    need(0 < wanted < 1, "wanted")
    a, b, m = base, base + lift, base + lift / 2
    root = z_two_sided(alpha) * math.sqrt(2 * m * (1 - m))
    root += NormalDist().inv_cdf(wanted) * math.sqrt(a * (1 - a) + b * (1 - b))
    n = max(1, math.ceil((root / lift) ** 2))
    while power(base, lift, n, alpha) < wanted:
        n += 1
    return n
