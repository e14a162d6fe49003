"""The checks that decide.

Counts over thousands of seeds are compared with what is fair by six standard deviations.
"""

from itertools import combinations
from math import comb

import numpy as np

from prep.grading import expect

TOOLS = """
import random

def counts(Reservoir, k, parts, seeds, first, peek=False):
    found = {}
    for seed in range(first, first + seeds):
        random.seed(5)
        reservoir = Reservoir(k, seed)
        for part in parts:
            reservoir.add(part)
            if peek:
                reservoir.sample().clear()
        for frame in reservoir.sample():
            found[frame] = found.get(frame, 0) + 1
    return found

def pairs(Reservoir, k, parts, seeds, first, merged=False):
    found = {}
    for seed in range(first, first + seeds):
        reservoir = Reservoir(k, seed)
        for number, part in enumerate(parts):
            if merged and number:
                other = Reservoir(k, seed + 10**6)
                other.add(part)
                before = other.sample(), other.seen
                reservoir.merge(other)
                if (other.sample(), other.seen) != before:
                    return "the other one changed"
            else:
                reservoir.add(part)
        for one in reservoir.sample():
            for other in reservoir.sample():
                if one < other:
                    found[(one, other)] = found.get((one, other), 0) + 1
    return [[*pair, count] for pair, count in found.items()]

def same(Reservoir, k, seed):
    samples = []
    for noise in (1, 2):
        random.seed(noise)
        state = random.getstate()
        one, other = Reservoir(k, seed), Reservoir(k, seed + 1)
        for start in range(0, 200, 20):
            one.add(list(range(start, start + 20)))
            if noise == 2:
                other.add(list(range(start, start + 20)))
        samples.append(one.sample())
        if random.getstate() != state:
            return "random numbers of others were drawn"
    samples.append(other.sample())
    return samples

def merge_with_itself(Reservoir):
    one = Reservoir(2, 1)
    one.merge(one)

def merge_other_size(Reservoir):
    Reservoir(2, 1).merge(Reservoir(3, 1))

def long_stream(Reservoir):
    one = Reservoir(5, 3)
    for start in range(0, 10**6, 10**5):
        one.add(range(start, start + 10**5))
    return [one.seen, one.sample()]
"""


def tools(candidate):
    return candidate.helper("tools", TOOLS), candidate.get("Reservoir")


def expect_fair(counts, seeds, share, because):
    """Each count is a binomial one, of `seeds` tries with this chance."""
    for count in counts:
        number = expect.number(count, what="a count")
        expect.that(
            abs(number - seeds * share) < 6 * (seeds * share * (1 - share)) ** 0.5 + 1, because, because=because
        )


def expect_fair_frames(candidate, k, parts, seeds, because, first=0, *, peek=False):
    helper, kind = tools(candidate)
    found = expect.mapping(helper.counts(kind, k, parts, seeds, first, peek), what="how often each frame was kept")
    frames = [frame for part in parts for frame in part]
    expect.that(set(found) <= set(frames), "A sample holds frames of the stream only.")
    expect.equal(sum(found.values()), seeds * min(k, len(frames)), because="The sample holds as many as it can.")
    expect_fair([found.get(frame, 0) for frame in frames], seeds, min(k / len(frames), 1), because)


def expect_fair_pairs(candidate, k, parts, seeds, because, first=0, *, merged=False):
    helper, kind = tools(candidate)
    found = helper.pairs(kind, k, parts, seeds, first, merged)
    expect.that(found != "the other one changed", "The merged reservoir itself does not change.")
    counts = {}
    for entry in expect.sequence(found, what="how often each pair was kept"):
        one, other, count = expect.sequence(entry, 3)
        counts[one, other] = count
    frames = sorted(frame for part in parts for frame in part)
    kept = min(k, len(frames))
    pairs = list(combinations(frames, 2))
    expect.equal(sum(counts.values()), seeds * comb(kept, 2), because="The sample holds as many as it can.")
    expect_fair([counts.get(pair, 0) for pair in pairs], seeds, comb(kept, 2) / len(pairs), because)


def test_every_frame_has_the_same_chance(candidate):
    expect_fair_frames(candidate, 3, [list(range(12))], 2500, "Three of twelve frames that come at once.")
    expect_fair_frames(candidate, 1, [[number] for number in range(3)], 2500, "One of three that come one by one.")
    expect_fair_frames(candidate, 5, [list(range(6))], 2500, "Five of six frames.", first=10_000)


def test_every_pair_has_the_same_chance(candidate):
    expect_fair_pairs(candidate, 3, [list(range(7))], 3000, "Pairs of neighbours, and pairs far apart.")
    expect_fair_pairs(candidate, 2, [[0, 1, 2], [3, 4]], 3000, "Pairs over two calls.", first=20_000)


def test_a_seed_repeats_the_sample(candidate):
    helper, kind = tools(candidate)
    for seed in (0, 7, 2**40):
        found = helper.same(kind, 20, seed)
        expect.that(
            found != "random numbers of others were drawn", "The program's other random numbers are left alone."
        )
        one, again, other = expect.sequence(found, 3, what="three samples")
        expect.equal(one, again, because="The same seed, beside other random numbers.")
        expect.that(one != other, "Another seed, the same stream.")


def test_the_sample_is_fair_at_any_time(candidate):
    parts = [[number] for number in range(4)]
    expect_fair_frames(candidate, 2, parts, 2500, "The sample was looked at after every frame.", peek=True)
    reservoir = candidate.Reservoir(4, 11)
    for number in range(9):
        reservoir.add([number])
        first = expect.sequence(reservoir.sample(), min(4, number + 1), what="the sample")
        expect.equal(reservoir.sample(), first, because="Who asks twice gets the same.")
    seen, sample = expect.sequence(tools(candidate)[0].long_stream(candidate.get("Reservoir")), 2, what="the result")
    expect.equal(seen, 10**6, what="seen", because="A million frames.")
    expect.sequence(sample, 5, what="the sample")


def test_merged_streams_count_by_length(candidate):
    for parts, first in [
        ([[0, 1, 2, 3, 4, 5], [6, 7]], 0),
        ([[0], [1, 2, 3, 4, 5]], 30_000),
        ([[], [0, 1, 2]], 50_000),
    ]:
        expect_fair_pairs(candidate, 2, parts, 3000, "Streams of different lengths.", first, merged=True)
    expect_fair_pairs(candidate, 3, [[0, 1, 2, 3], [4, 5, 6]], 3000, "Streams of nearly one length.", merged=True)
    merged, alone = candidate.Reservoir(4, 9), candidate.Reservoir(4, 9)
    for one in (merged, alone):
        one.add(list(range(30)))
    taking = candidate.Reservoir(4, 8)
    taking.add(list(range(50, 90)))
    taking.merge(merged)
    for start in (100, 140):
        for one in (merged, alone):
            one.add(list(range(start, start + 40)))
        expect.equal(merged.sample(), alone.sample(), because="What was merged into another goes on as if it was not.")
    one, other = candidate.Reservoir(4, 1), candidate.Reservoir(4, 2)
    one.add([1, 2, 3])
    other.add([4, 5, 6, 7, 8, 9])
    one.merge(other)
    expect.equal(one.get("seen"), 9, what="seen", because="seen after a merge.")
    expect.sequence(one.sample(), 4, what="the sample")


def test_equal_frames_are_different_frames(candidate):
    reservoir = candidate.Reservoir(3, 5)
    reservoir.add(["a", "a", "a"])
    expect.equal(reservoir.sample(), ["a", "a", "a"], because="Three equal frames.")
    other = candidate.Reservoir(3, 6)
    other.add(["a", "a", "a", "a"])
    reservoir.merge(other)
    expect.equal(reservoir.sample(), ["a", "a", "a"], because="Two streams of equal frames, merged.")
    expect.equal(reservoir.get("seen"), 7, because="Two streams of equal frames, merged.")


def test_refuses_impossible_input(candidate):
    for k, seed, why in [(0, 1, "k is 0"), (-1, 1, "k is negative"), (1, -1, "the seed is negative")]:
        with candidate.raises(ValueError, because=why):
            candidate.Reservoir(k, seed)
    helper, kind = tools(candidate)
    with candidate.raises(ValueError, because="the other reservoir has another k"):
        helper.merge_other_size(kind)
    with candidate.raises(ValueError, because="a reservoir is merged with itself"):
        helper.merge_with_itself(kind)
    reservoir = candidate.Reservoir(1, 0)
    reservoir.add([np.pi])
    expect.equal(reservoir.sample(), [np.pi], because="An ordinary call.")
