"""The checks that decide."""

import numpy as np

from prep.grading import expect

TYPED = """
import numpy
import solution

def fed(dtype, values):
    running = solution.Running()
    for x in numpy.array(values, dtype=dtype):
        running.update(x)
    return [float(running.mean()), float(running.variance())]
"""

SIZE = """
def size(one):
    values = list(vars(one).values()) if hasattr(one, "__dict__") else [getattr(one, n) for n in type(one).__slots__]
    return sum(len(value) if hasattr(value, "__len__") else 1 for value in values)
"""


def test_after_every_number(candidate):
    values = np.random.default_rng(1).normal(3.0, 2.0, 25)
    running, other = candidate.Running(), candidate.Running()
    for k, x in enumerate(values.tolist(), 1):
        running.update(x)
        other.update(-x)
        expect.close(running.mean(), values[:k].mean(), because="The mean after each number.")
        if k > 1:
            expect.close(running.variance(), values[:k].var(ddof=1), because="The variance after each number.")
    expect.close(other.mean(), -values.mean(), because="Another object has seen other numbers.")
    measure = candidate.helper("measure", SIZE)
    before = expect.number(measure.size(running))
    for x in values.tolist():
        running.update(x)
    expect.equal(measure.size(running), before, because="Numbers are not kept.")


def test_far_from_zero(candidate):
    for level in (1e9, -1e9):
        values = level + np.random.default_rng(2).normal(0.0, 1.0, 300)
        running = candidate.Running()
        for x in values.tolist():
            running.update(x)
        expect.close(running.variance(), (values - level).var(ddof=1), rtol=1e-6, because="Numbers far from 0.")
        expect.close(running.mean(), values.mean(), rtol=1e-14, because="Numbers far from 0.")
    typed = candidate.helper("typed", TYPED)
    for dtype, values in (
        ("float32", [1e7, 1e7 + 1, 1e7 + 2, 1e7 + 5]),
        ("float16", [2000, 2001, 2003, 2004, 2007, 1999]),
        ("int8", [100, 101, 120, 127]),
        ("uint8", [3, 250, 251, 4]),
        ("int64", [2**30, 2**30 + 3, 2**30 + 4]),
    ):
        exact = np.array(values, dtype=float)
        found = expect.sequence(typed.fed(dtype, values), 2, what="mean and variance")
        wanted = [exact.mean(), (exact - exact[0]).var(ddof=1)]
        expect.close(found, wanted, rtol=1e-6, because="Numbers of a NumPy dtype.")


def test_too_few_numbers(candidate):
    running = candidate.Running()
    with candidate.raises(ValueError, because="there is no number yet"):
        running.mean()
    with candidate.raises(ValueError, because="there is no number yet"):
        running.variance()
    running.update(7)
    expect.close(running.mean(), 7.0, because="One number is its own mean.")
    with candidate.raises(ValueError, because="there is one number only"):
        running.variance()
    running.update(7)
    expect.close(running.variance(), 0.0, because="Two equal numbers.")
