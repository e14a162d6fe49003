"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

KEYS = ("difference", "z", "p", "low", "high")
CASES = [(30, 200, 55, 220), (55, 220, 30, 200), (1, 40, 9, 35), (480, 500, 90, 100), (7, 90, 6, 800), (5, 50, 10, 100)]


TYPED = """
import numpy
import solution

def compare(dtype, counts):
    return solution.compare(*numpy.array(counts, dtype=dtype))
"""


def expect_same(candidate, counts, because, keys=KEYS, **options):
    wanted = reference.compare(*counts, **options)
    found = expect.mapping(candidate.compare(*counts, **options), KEYS, what="the result")
    for key in keys:
        expect.close(found[key], wanted[key], rtol=1e-6, atol=0.0 if key == "p" else 1e-12, what=key, because=because)


def test_statistic_uses_the_pooled_share(candidate):
    for counts in CASES:
        expect_same(candidate, counts, "Pages with many and with few visitors.", keys=("difference", "z"))


def test_both_directions_count(candidate):
    for counts in CASES:
        expect_same(candidate, counts, "Either page may be the better one.", keys=("p",))


def test_tiny_p_values(candidate):
    for counts in [(100, 10_000, 900, 10_000), (900, 10_000, 100, 10_000), (5_000, 100_000, 9_000, 100_000)]:
        expect_same(candidate, counts, "The difference is far beyond chance.", keys=("p",))


def test_interval_of_the_difference(candidate):
    for level in (0.95, 0.5, 0.99):
        for counts in CASES:
            because = "Intervals of several levels."
            expect_same(candidate, counts, because, keys=("low", "high"), level=level)
    expect_same(candidate, CASES[0], "The level of the default.", keys=("low", "high"))


def test_power_of_a_test(candidate):
    for base, lift, n, alpha in [
        (0.1, 0.02, 500, 0.05),
        (0.5, -0.1, 90, 0.01),
        (0.02, 0.001, 5_000, 0.2),
        (0.9, 0.05, 1, 0.05),
    ]:
        found = candidate.power(base, lift, n, alpha=alpha)
        expect.close(found, reference.power(base, lift, n, alpha=alpha), because="Tests of several sizes.")
    found = candidate.power(0.3, 0.04, 400)
    expect.close(found, reference.power(0.3, 0.04, 400), because="The alpha of the default.")


def test_visitors_are_enough(candidate):
    for base, lift, alpha, wanted in [
        (0.1, 0.01, 0.05, 0.8),
        (0.1, -0.05, 0.05, 0.9),
        (0.5, 0.3, 0.01, 0.5),
        (0.03, 0.0002, 0.1, 0.95),
        (0.7, 0.1, 0.3, 0.6),
        (0.1, 0.8, 0.9, 0.1),
        (0.2, 0.6, 0.05, 0.2),
        (0.5, 0.4, 0.05, 0.001),
        (0.01, 0.001, 0.05, 1e-6),
    ]:
        found = candidate.visitors(base, lift, alpha=alpha, wanted=wanted)
        wanted_visitors = reference.visitors(base, lift, alpha=alpha, wanted=wanted)
        expect.equal(found, wanted_visitors, what="the visitors", because="Plans of several sizes.")
    expect.equal(candidate.visitors(0.2, 0.03), reference.visitors(0.2, 0.03), because="The settings of the default.")


def test_nobody_or_everybody(candidate):
    for counts in [(0, 50, 0, 80), (50, 50, 80, 80), (0, 1, 0, 1)]:
        expect_same(candidate, counts, "All visitors do the same.")
    for counts in [(0, 50, 12, 50), (50, 50, 40, 50), (0, 1, 1, 1), (0, 20, 20, 20)]:
        expect_same(candidate, counts, "On one page all visitors do the same.")


def test_number_types(candidate):
    for dtype in (np.int8, np.uint8, np.int16):
        counts = tuple(dtype(value) for value in (30, 120, 50, 110))
        expect_same(candidate, counts, "Counts of a small dtype.")
    typed = candidate.helper("typed", TYPED)
    for dtype, counts in [
        ("int8", (30, 120, 50, 110)),
        ("uint8", (100, 250, 130, 240)),
        ("int16", (100, 1000, 130, 1000)),
        ("uint16", (20_000, 60_000, 21_000, 60_000)),
        ("int32", (40_000, 90_000, 50_000, 90_000)),
    ]:
        wanted = reference.compare(*counts)
        found = expect.mapping(typed.compare(dtype, counts), KEYS, what="the result")
        for key in KEYS:
            expect.close(found[key], wanted[key], rtol=1e-6, atol=1e-12, what=key, because="Counts of a NumPy dtype.")
    expect_same(candidate, (np.int32(40_000), np.int32(90_000), np.int32(50_000), np.int32(90_000)), "Large counts.")


def test_refuses_impossible_input(candidate):
    for counts, level, why in [
        ((0, 0, 5, 10), 0.9, "page A has no visitors"),
        ((5, 10, 0, 0), 0.9, "page B has no visitors"),
        ((11, 10, 5, 10), 0.9, "page A has more hits than visitors"),
        ((5, 10, 11, 10), 0.9, "page B has more hits than visitors"),
        ((-1, 10, 5, 10), 0.9, "the hits of page A are negative"),
        ((5, 10, -1, 10), 0.9, "the hits of page B are negative"),
        ((-5, -3, -5, -3), 0.9, "all counts are negative"),
        ((5, 10, 5, 10), 1.0, "level is 1"),
        ((5, 10, 5, 10), 0.0, "level is 0"),
        ((5, 10, 5, 10), 95, "level is a percentage"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.compare(*counts, level=level)
    for base, lift, alpha, wanted, why in [
        (0.0, 0.1, 0.05, 0.8, "base is 0"),
        (1.0, -0.1, 0.05, 0.8, "base is 1"),
        (0.1, -0.1, 0.05, 0.8, "page B would have a share of 0"),
        (0.5, 0.5, 0.05, 0.8, "page B would have a share of 1"),
        (0.5, 0.0, 0.05, 0.8, "the lift is 0"),
        (0.1, 0.1, 0.0, 0.8, "alpha is 0"),
        (0.1, 0.1, 1.0, 0.8, "alpha is 1"),
        (0.1, 0.1, 0.05, 0.0, "the wanted power is 0"),
        (0.1, 0.1, 0.05, 1.0, "the wanted power is 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.visitors(base, lift, alpha=alpha, wanted=wanted)
        if 0 < wanted < 1:
            with candidate.raises(ValueError, because=why):
                candidate.power(base, lift, 100, alpha=alpha)
    with candidate.raises(ValueError, because="there are no visitors"):
        candidate.power(0.1, 0.1, 0)
    expect_same(candidate, CASES[0], "An ordinary call.")
    expect.equal(candidate.visitors(0.3, 0.1), reference.visitors(0.3, 0.1), because="An ordinary call.")
    expect.close(candidate.power(0.3, 0.1, 50), reference.power(0.3, 0.1, 50), because="An ordinary call.")
