"""The checks that decide."""

import numpy as np

from prep.grading import expect

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
