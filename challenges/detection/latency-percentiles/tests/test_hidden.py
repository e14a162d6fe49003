"""The checks that decide."""

import numpy as np

import reference
from prep.grading import aliases, expect

PERCENTILES = (1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100)
EDGE = 1 + 1e-9
"""Room for rounding at the edge of the error."""

MOST = 4000


def draw(seed, count, median_ms=20.0, spread=0.6):
    """Latencies with a long tail."""
    return np.random.default_rng(seed).lognormal(np.log(median_ms), spread, count)


EARLIER = """
def state(sketch, later):
    found = sketch.state()
    sketch.add(later)
    return found
"""


def sketch_of(candidate, *parts, relative_error=0.01):
    sketch = expect.remote(candidate.LatencySketch(relative_error), what="LatencySketch(...)")
    for part in parts:
        sketch.add(part)
    return sketch


def expect_within(sketch, values, relative_error=0.01, percentiles=PERCENTILES):
    expect.equal(sketch.count(), len(values), what="the count")
    for p in percentiles:
        exact = reference.percentile(values, p)
        found = expect.number(sketch.percentile(p), what="the estimate")
        allowed = relative_error * exact * EDGE
        expect.that(
            abs(found - exact) <= allowed,
            f"an estimate of the percentile {p} is off by more than the error",
        )


def test_nearest_rank(candidate):
    rng = np.random.default_rng(1)
    for values in (draw(2, 57), rng.permutation(np.arange(1.0, 101.0)), [7.5], [3.0, 1.0], rng.integers(0, 5, 40)):
        for p in (0.1, *PERCENTILES):
            expect.close(candidate.percentile(values, p), reference.percentile(values, p), what="the percentile")
    hundred = np.arange(1.0, 101.0)
    for p in range(1, 101):
        expect.close(candidate.percentile(hundred, p), float(p), what="the percentile of a hundred")
    for p, count in ((8.3, 3000), (16.6, 1500), (99.9, 3000), (0.7, 2000), (55.3, 1000), (28.7, 10_000)):
        expect.close(
            candidate.percentile(np.arange(1.0, count + 1.0), p),
            reference.percentile(np.arange(1.0, count + 1.0), p),
            what="the percentile",
            because="p is the decimal number it is written as: the rank must come out exactly, also for 8.3 of 3,000.",
        )
    for p, rank in ((50.0000000001, 2), (50, 1), (49.9999999999, 1), (1e-12, 1), (100, 2)):
        found = candidate.percentile([1.0, 2.0], p)
        expect.close(found, float(rank), because="p is the decimal number it is written as, to its last digit.")
    small = np.array([200, 3, 255, 90, 0], dtype=np.uint8)
    expect.close(candidate.percentile(small, 60), 90.0, what="the percentile of bytes")


def test_within_the_error(candidate):
    streams = [
        draw(3, 3000),
        draw(4, 2500, 0.5, 2.0),
        np.random.default_rng(5).uniform(1.0, 1000.0, 2000),
        np.concatenate([draw(6, 900, 5.0, 0.05), draw(7, 100, 5000.0, 0.05)]),
        np.geomspace(1e-3, 1e7, 1500),
    ]
    for values in streams:
        expect_within(sketch_of(candidate, *np.array_split(values, 3)), values)
    for relative_error in (0.02, 0.1, 0.3):
        for values in streams:
            sketch = sketch_of(candidate, values, relative_error=relative_error)
            expect_within(sketch, values, relative_error, (2, 33, 50, 97, 100))


def test_tails_and_ranks(candidate):
    for values in ([5.0], [1.0, 1000.0], [3.0, 1.0, 2.0], np.arange(1.0, 101.0)):
        whole = range(1, 101, 3)
        expect_within(sketch_of(candidate, values), values, percentiles=(0.1, 7, 14, 28, 29, 55, 56, 57, 58, *whole))
    values = np.full(1000, 10.0)
    values[:10] = 500.0
    expect_within(sketch_of(candidate, values), values, percentiles=(98.9, 99, 99.1, 99.9, 100))
    values = np.full(3000, 500.0)
    values[:249] = 10.0
    with expect.case("p is the decimal number it is written as: 8.3 of 3,000 values is rank 249, and not 250."):
        expect_within(sketch_of(candidate, values), values, percentiles=(8.2, 8.3, 8.4))
    empty = sketch_of(candidate)
    for parts in ([], [[]]):
        for part in parts:
            empty.add(part)
        expect.equal(empty.percentile(50), None, what="the percentile of nothing")
        expect.equal(empty.count(), 0, what="the count of nothing")
    empty.add([4.0, 2.0, 8.0])
    expect_within(empty, [4.0, 2.0, 8.0])
    for dtype in (np.uint8, np.float16, np.int16):
        for value in (65, 90, 121):
            with expect.case("Latencies of a small dtype."):
                expect_within(sketch_of(candidate, np.array([value], dtype=dtype)), [value])
    expect_within(sketch_of(candidate, [1, 2, 3], np.array([200, 255, 3], dtype=np.uint8)), [1, 2, 3, 200, 255, 3])


def test_zeros_and_extremes(candidate):
    zeros = np.zeros(30)
    expect_within(sketch_of(candidate, zeros), zeros)
    mixed = np.concatenate([zeros, [1e-3] * 20, [1.0] * 20, [1e7] * 30, [0.0] * 5])
    expect_within(sketch_of(candidate, mixed[:40], mixed[40:]), mixed, percentiles=(33, 34, 35, 52, 53, 71, 72, 100))
    usual = expect.remote(candidate.LatencySketch(), what="LatencySketch()")
    usual.add([0, 0, 3])
    usual.add([0])
    expect_within(usual, [0, 0, 3, 0])


def size_of(data):
    """How many numbers and texts there are in plain data."""
    if isinstance(data, dict):
        return sum(size_of(key) + size_of(entry) for key, entry in data.items())
    if isinstance(data, list | tuple | set | frozenset):
        return sum(map(size_of, data))
    return (
        data.size if isinstance(data, np.ndarray) else max(1, len(data) // 20) if isinstance(data, str | bytes) else 1
    )


def test_little_memory(candidate):
    sketch, everything = sketch_of(candidate), []
    rng = np.random.default_rng(8)
    for k in range(10):
        part = 10.0 ** rng.uniform(-3, 7, 20_000) if k % 2 else draw(9 + k, 20_000)
        everything.append(part)
        sketch.add(part)
        size = size_of(sketch.state())
        expect.that(
            size <= MOST,
            f"the state has {size:,} entries, more than {MOST:,}",
            because="The state grows beyond the size that is allowed.",
        )
    expect_within(sketch, np.concatenate(everything))


def test_merges_workers(candidate):
    parts = [draw(20, 1500), draw(21, 40, 900.0, 0.1), draw(22, 700, 3.0), np.zeros(25), []]
    workers = [sketch_of(candidate, part) for part in parts]
    total = workers[0]
    for worker in workers[1:]:
        total.merge(worker.state())
    everything = np.concatenate(parts)
    expect_within(total, everything, percentiles=(1, 2, 40, 50, 90, 95, 98, 99, 99.9, 100))
    fresh = sketch_of(candidate)
    fresh.merge(total.state())
    fresh.add([1e6] * 100)
    expect_within(fresh, np.concatenate([everything, np.full(100, 1e6)]))
    total.merge(total.state())
    expect_within(total, np.concatenate([everything, everything]))


def test_state_travels(candidate):
    values = draw(23, 300)
    worker = sketch_of(candidate, values)
    before = worker.state()
    worker.add(np.full(1000, 1e5))
    other = sketch_of(candidate, [1.0, 2.0])
    called = other.merge.with_arguments(before)
    expect.that(size_of(called.arguments[0]) == size_of(before), "merge must not change the state that it is given")
    expect_within(other, np.concatenate([values, [1.0, 2.0]]))
    again = sketch_of(candidate)
    again.merge(called.arguments[0])
    other.add(np.full(1000, 1e-2))
    expect_within(again, values)
    expect_within(worker, np.concatenate([values, np.full(1000, 1e5)]))
    spoiler = aliases.spoiler(candidate)
    with expect.case("The caller goes on to use what `state` returned and what `merge` was given."):
        spoiler.spoil(worker, "state")
        expect_within(worker, np.concatenate([values, np.full(1000, 1e5)]))
        merged = sketch_of(candidate)
        spoiler.call(merged, "merge", [before])
        merged.add([3.0])
        expect_within(merged, np.append(values, 3.0))
    with expect.case("A state stays what it was when more is added to its sketch."):
        earlier = candidate.helper("earlier", EARLIER)
        again = sketch_of(candidate)
        again.merge(earlier.state(worker, [5.0, 7.0, 11.0]))
        expect_within(again, np.concatenate([values, np.full(1000, 1e5)]))


def test_sketches_apart(candidate):
    one, other = sketch_of(candidate, [5.0] * 10), sketch_of(candidate, [70.0] * 4, relative_error=0.05)
    one.add([6.0])
    expect_within(one, [5.0] * 10 + [6.0])
    expect_within(other, [70.0] * 4, 0.05)
    values = draw(24, 20)
    given = values.copy()
    called = one.add.with_arguments(given)
    expect.equal(called.arguments[0], values, what="the latencies after the call")
    expect_within(one, np.concatenate([[5.0] * 10, [6.0], values]))


def test_refuses_impossible_input(candidate):
    values = draw(25, 30)
    sketch = sketch_of(candidate, values)
    for p in (0, -1, 100.1, 200):
        with candidate.raises(ValueError, because="p is not above 0 and at most 100"):
            candidate.percentile(values, p)
        with candidate.raises(ValueError, because="p is not above 0 and at most 100"):
            sketch.percentile(p)
        with candidate.raises(ValueError, because="p is not above 0 and at most 100"):
            sketch_of(candidate).percentile(p)
    with candidate.raises(ValueError, because="there are no latencies"):
        candidate.percentile([], 50)
    for bad in (-1.0, -1e-9, np.nan, np.inf):
        with candidate.raises(ValueError, because="a latency is negative, NaN or infinite"):
            candidate.percentile([5.0, bad], 50)
        with candidate.raises(ValueError, because="a latency is negative, NaN or infinite"):
            sketch.add([900.0, 901.0, bad])
        with candidate.raises(ValueError, because="a latency is negative, NaN or infinite"):
            sketch.add([0.0, 0.0, bad])
    for relative_error in (0.0, 1.0, -0.1, 2.0):
        with candidate.raises(ValueError, because="relative_error does not lie between 0 and 1"):
            candidate.LatencySketch(relative_error)
    other = sketch_of(candidate, [0.0] * 50, [900.0] * 50, relative_error=0.02)
    with candidate.raises(ValueError, because="the sketches have different relative errors"):
        sketch.merge(other.state())
    with expect.case("A call that raises counts nothing of what it was given."):
        expect_within(sketch, values)
