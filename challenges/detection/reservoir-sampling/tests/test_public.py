"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_keeps_all_of_a_short_stream(candidate):
    reservoir = candidate.Reservoir(2, 1)
    reservoir.add([10, 20])
    expect.equal(sorted(expect.sequence(reservoir.sample(), 2)), [10, 20], what="the sample")
    expect.equal(reservoir.get("seen"), 2, what="seen")


def test_keeps_k_of_a_long_stream(candidate):
    reservoir = candidate.Reservoir(2, 1)
    reservoir.add([10, 20])
    reservoir.add([30])
    sample = expect.sequence(reservoir.sample(), 2)
    expect.that(set(sample) < {10, 20, 30}, "The sample holds two of the three frames.")
    expect.equal(reservoir.get("seen"), 3, what="seen")
