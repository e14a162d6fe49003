"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_drops_the_oldest(candidate):
    queue = expect.remote(candidate.FrameQueue(2, max_age_ms=100), what="FrameQueue(2)")
    for frame, now_ms, dropped in [("a", 0, 0), ("b", 10, 0), ("c", 20, 1)]:
        expect.equal(queue.put(frame, now_ms), dropped, what=f"the number of frames dropped for {frame!r}")
    expect.equal(queue.take(50), ("b", 40), what="the oldest frame")
    expect.equal(queue.take(121), None, what="what is left after 121 ms")


def test_counts_what_is_lost(candidate):
    queue = expect.remote(candidate.FrameQueue(2, max_age_ms=100), what="FrameQueue(2)")
    for frame, now_ms in [("a", 0), ("b", 10), ("c", 20)]:
        queue.put(frame, now_ms)
    queue.take(50)
    queue.take(121)
    wanted = {"received": 3, "delivered": 1, "overflowed": 1, "expired": 1, "waiting": 0}
    expect.equal(expect.mapping(queue.stats(), list(wanted), what="the counts"), wanted, what="the counts")
