"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_percentiles_of_ten(candidate):
    for p, wanted in [(30, 20.0), (40, 20.0), (41, 35.0), (100, 50.0)]:
        expect.close(candidate.percentile([15, 20, 35, 40, 50], p), wanted, what=f"the percentile {p} of five")
    for p, wanted in [(1, 1.0), (90, 9.0), (91, 10.0)]:
        found = candidate.percentile([3, 1, 2, 10, 9, 8, 7, 6, 5, 4], p)
        expect.close(found, wanted, what=f"the percentile {p} of ten")


def test_sketch_of_a_hundred(candidate):
    one, other = (expect.remote(candidate.LatencySketch(0.01), what="LatencySketch(0.01)") for _ in range(2))
    one.add([10.0] * 99)
    other.add([1000.0])
    one.merge(other.state())
    expect.equal(one.count(), 100, what="the count")
    expect.close(one.percentile(99), 10.0, rtol=0.01, what="the percentile 99")
    expect.close(one.percentile(99.5), 1000.0, rtol=0.01, what="the percentile 99.5")
