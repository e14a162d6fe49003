"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


class Pair:
    """A queue of the submission and one of the reference, which are told the same."""

    def __init__(self, candidate, *settings, **named):
        self.found = expect.remote(candidate.FrameQueue(*settings, **named), what="FrameQueue(...)")
        self.wanted = reference.FrameQueue(*settings, **named)

    def put(self, frame, now_ms):
        wanted = self.wanted.put(frame, now_ms)
        expect.equal(self.found.put(frame, now_ms), wanted, what="the number of frames dropped")

    def take(self, now_ms):
        expect.equal(self.found.take(now_ms), self.wanted.take(now_ms), what="the frame and how long it waited")

    def close(self):
        self.wanted.close()
        self.found.close()

    def stats(self):
        wanted = self.wanted.stats()
        expect.equal(expect.mapping(self.found.stats(), list(wanted), what="the counts"), wanted, what="the counts")


def test_first_in_first_out(candidate):
    pair = Pair(candidate, 5)
    for number in range(5):
        pair.put(f"frame {number}", 7 * number)
    for now_ms in (30, 30, 41, 50):
        pair.take(now_ms)
    pair.put("late", 60)
    for now_ms in (60, 61, 62):
        pair.take(now_ms)


def test_many_frames_at_once(candidate):
    for capacity in (1, 3, 8):
        pair = Pair(candidate, capacity)
        pair.take(0)
        for number in range(20):
            pair.put(number, 100)
        for _ in range(capacity + 1):
            pair.take(100)
        pair.stats()


def test_frames_that_grow_old(candidate):
    pair = Pair(candidate, 10, max_age_ms=50)
    for now_ms in (0, 10, 20, 50, 60):
        pair.put(f"frame of {now_ms}", now_ms)
    pair.take(60)
    pair.take(70)
    pair.take(111)
    pair.stats()
    fresh = Pair(candidate, 3, 0)
    fresh.put("now", 5)
    fresh.take(5)
    fresh.put("then", 6)
    fresh.take(7)
    fresh.stats()
    forever = Pair(candidate, 2, None)
    forever.put("old", 0)
    forever.take(10**12)


def test_old_frames_make_room(candidate):
    pair = Pair(candidate, 3, max_age_ms=50)
    for now_ms in (0, 5, 40, 51, 52, 53, 90, 91):
        pair.put(f"frame of {now_ms}", now_ms)
        pair.stats()
    for _ in range(4):
        pair.take(100)
    pair.stats()
    one = Pair(candidate, 1, max_age_ms=10)
    for now_ms in (0, 10, 21, 100):
        one.put(now_ms, now_ms)
        one.stats()


def test_any_frame(candidate):
    pair = Pair(candidate, 12)
    for frame in (0, "", [], None, False, {}, {"id": 3, "boxes": [[1, 2, 3, 4]]}, "same", "same"):
        pair.put(frame, 3)
    pair.stats()
    for _ in range(10):
        pair.take(8)
    pair.stats()
    queue = expect.remote(candidate.FrameQueue(2), what="FrameQueue(2)")
    image = np.random.default_rng(1).integers(0, 256, (4, 5, 3), dtype=np.uint8)
    queue.put(np.zeros(1), 0)
    queue.put(image, 0)
    queue.put(image[:2], 1)
    frame, waited_ms = expect.sequence(queue.take(9), 2, what="the frame and how long it waited")
    expect.equal(frame, image, what="the frame")
    expect.equal(waited_ms, 9, what="how long it waited")


def test_the_books_balance(candidate):
    for seed, capacity, max_age_ms in [(2, 4, 60), (3, 2, None), (4, 6, 25)]:
        rng = np.random.default_rng(seed)
        pair, now_ms = Pair(candidate, capacity, max_age_ms), 0
        pair.stats()
        for number in range(120):
            now_ms += int(rng.choice([0, 5, 12, 70], p=[0.2, 0.4, 0.3, 0.1]))
            if rng.uniform() < 0.6:
                pair.put(number, now_ms)
            else:
                pair.take(now_ms)
            if number % 10 == 0:
                pair.stats()
        pair.stats()


def test_closing(candidate):
    pair = Pair(candidate, 4, max_age_ms=50)
    for now_ms in (0, 10, 30):
        pair.put(f"frame of {now_ms}", now_ms)
    pair.close()
    pair.stats()
    with candidate.raises(RuntimeError, because="the queue is closed"):
        pair.found.put("more", 40)
    pair.close()
    pair.take(55)
    pair.take(81)
    pair.stats()
    with candidate.raises(RuntimeError, because="the queue is closed"):
        pair.found.put("more", 90)
    pair.stats()
    expect.equal(pair.found.take(90), None, what="what is left")


def test_queues_apart(candidate):
    one, other = Pair(candidate, 2), Pair(candidate, 3)
    for number in range(3):
        one.put(number, 10 * number)
        other.put(-number, 5 * number)
    one.close()
    other.put("still open", 11)
    for pair in (one, other):
        pair.take(20)
        pair.stats()


def test_refuses_impossible_input(candidate):
    for settings, why in [
        ((0,), "there is no room for a frame"),
        ((-1,), "there is no room for a frame"),
        ((3, -1), "max_age_ms is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.FrameQueue(*settings)
    pair = Pair(candidate, 1, 40)
    pair.put("a", 100)
    for name, arguments in [("put", ("b", 99)), ("take", (99,)), ("put", ("b", -1))]:
        with candidate.raises(ValueError, because="time goes back"):
            getattr(pair.found, name)(*arguments)
    pair.stats()
    pair.take(100)
    pair.put("c", 120)
    pair.take(120)
    with candidate.raises(ValueError, because="time goes back"):
        pair.found.take(119)
    pair.put("moves the time when it leaves", 121)
    pair.take(125)
    for name, arguments in [("take", (124,)), ("put", ("early", 124))]:
        with candidate.raises(ValueError, because="time goes back behind a take"):
            getattr(pair.found, name)(*arguments)
    pair.stats()
    pair.put("d", 130)
    pair.close()
    with candidate.raises(RuntimeError, because="the queue is closed"):
        pair.found.put("e", 1000)
    pair.stats()
    early = Pair(candidate, 1)
    early.take(0)
    for name, arguments in [("take", (-1,)), ("put", ("before it", -1))]:
        with candidate.raises(ValueError, because="time goes back behind 0"):
            getattr(early.found, name)(*arguments)
    # The time of a call that raised does not count.
    pair.take(131)
    pair.stats()
