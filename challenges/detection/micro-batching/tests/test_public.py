"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_full_batches_leave(candidate):
    batcher = expect.remote(candidate.MicroBatcher(2, 100, fixed_ms=20, per_frame_ms=10), what="MicroBatcher(2, 100)")
    expect.equal(batcher.add("a", 0), [], what="the batches that leave with the first frame")
    expect.equal(batcher.add("b", 5), [["a", "b"]], what="the batches that leave with the second frame")
    expect.equal(batcher.start_ms(), None, what="the start of no batch")


def test_first_frame_decides(candidate):
    batcher = expect.remote(candidate.MicroBatcher(3, 100, fixed_ms=20, per_frame_ms=10), what="MicroBatcher(3, 100)")
    batcher.add("a", 0)
    expect.equal(batcher.start_ms(), 70, what="the start")
    batcher.add("b", 50)
    expect.equal(batcher.poll(59), [], what="the batch at 59 ms")
    expect.equal(batcher.poll(60), ["a", "b"], what="the batch at 60 ms")
    batcher.add("c", 65)
    batcher.add("d", 120)
    expect.equal(batcher.add("e", 121), [["c", "d"]], what="the batches that leave with the fifth frame")
    expect.equal(batcher.start_ms(), 191, what="the start")
