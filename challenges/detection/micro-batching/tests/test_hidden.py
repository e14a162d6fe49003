"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


class Pair:
    """A batcher of the submission and one of the reference, which are told the same."""

    def __init__(self, candidate, *settings, **named):
        self.found = expect.remote(candidate.MicroBatcher(*settings, **named), what="MicroBatcher(...)")
        self.wanted = reference.MicroBatcher(*settings, **named)
        self.start()

    def add(self, frame, now_ms):
        wanted = self.wanted.add(frame, now_ms)
        expect.equal(self.found.add(frame, now_ms), wanted, what="the batches that leave")

    def start(self):
        expect.equal(self.found.start_ms(), self.wanted.start_ms(), what="the start")

    def poll(self, now_ms):
        expect.equal(self.found.poll(now_ms), self.wanted.poll(now_ms), what="the batch that leaves")

    def flush(self):
        expect.equal(self.found.flush(), self.wanted.flush(), what="what is left")


def test_sizes_and_order(candidate):
    for max_batch in (1, 2, 5):
        pair = Pair(candidate, max_batch, 1000, 5, 1)
        for number in range(13):
            pair.add(f"frame {number}", 3 * number)
        pair.flush()
        pair.start()
    pair = Pair(candidate, 3, 1000)
    for frame in (0, None, "", [], {"id": 4}, False, "same", "same"):
        pair.add(frame, 10)
    pair.flush()


def test_time_to_go(candidate):
    for settings in [(8, 100), (8, 100, 30), (8, 100, 0, 7), (4, 250, 12, 9), (4, 20, 30, 5), (3, 0)]:
        pair = Pair(candidate, *settings)
        for number, now_ms in enumerate((40, 41, 60)):
            pair.add(number, now_ms)
            pair.start()


def test_larger_batches_start_earlier(candidate):
    pair = Pair(candidate, 6, 200, 10, 25)
    for number, now_ms in enumerate((1000, 1010, 1020)):
        pair.add(number, now_ms)
        pair.start()
    for now_ms in (1100, 1114, 1115):
        pair.poll(now_ms)
    # The last one that joins may make the batch due at once.
    pair = Pair(candidate, 6, 100, 0, 20)
    for number, now_ms in enumerate((0, 10, 20, 20, 20)):
        pair.add(number, now_ms)
        pair.start()


def test_joins_only_in_time(candidate):
    for second_ms in (59, 60, 61, 69, 70, 71, 500):
        pair = Pair(candidate, 4, 100, 20, 10)
        pair.add("a", 0)
        pair.add("b", second_ms)
        pair.start()
        pair.add("c", second_ms + 1)
        pair.flush()
    # Both leave: the waiting frame, which is late, and the new one, which is hopeless.
    pair = Pair(candidate, 4, 25, 20, 10)
    pair.add("a", 0)
    pair.add("b", 3)
    pair.start()
    pair = Pair(candidate, 2, 50, 0, 30)
    for number, now_ms in enumerate((0, 5, 10, 100, 200, 200, 200)):
        pair.add(number, now_ms)
        pair.start()


def test_each_batch_afresh(candidate):
    pair = Pair(candidate, 2, 100, 10, 5)
    for number, now_ms in enumerate((0, 80, 90, 170, 171, 171, 300)):
        pair.add(number, now_ms)
        pair.start()
    pair.flush()
    pair.add("after flushing", 350)
    pair.start()
    pair.poll(435)
    pair.add("after polling", 440)
    pair.start()
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        pair, now_ms = Pair(candidate, 4, 60, 8, 6), 0
        for number in range(80):
            now_ms += int(rng.choice([0, 3, 11, 45]))
            if rng.uniform() < 0.7:
                pair.add(number, now_ms)
            else:
                pair.poll(now_ms)
            if number % 4 == 0:
                pair.start()


def test_polling_and_flushing(candidate):
    pair = Pair(candidate, 5, 90, 10, 10)
    pair.poll(0)
    pair.flush()
    pair.add("a", 100)
    for now_ms in (100, 169, 170, 171):
        pair.poll(now_ms)
    pair.add("b", 180)
    pair.add("c", 181)
    pair.poll(1000)
    pair.add("d", 1000)
    pair.flush()
    pair.flush()
    pair.poll(5000)


def test_batchers_apart(candidate):
    one, other = Pair(candidate, 3, 100, 10, 10), Pair(candidate, 2, 40)
    for number, now_ms in enumerate((10, 20, 30, 40)):
        one.add(number, now_ms)
        other.add(-number, now_ms + 5)
        one.start()
        other.start()
    one.flush()
    other.flush()


def test_refuses_impossible_input(candidate):
    for settings, why in [
        ((0, 100), "a batch cannot hold a frame"),
        ((-2, 100), "a batch cannot hold a frame"),
        ((3, -1), "deadline_ms is negative"),
        ((3, 100, -1), "fixed_ms is negative"),
        ((3, 100, 0, -1), "per_frame_ms is negative"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.MicroBatcher(*settings)
    for name, arguments in [("poll", (0,)), ("add", ("a", 0))]:
        early = Pair(candidate, 3, 100, 10, 10)
        getattr(early, name)(*arguments)
        for later, rest in [("poll", (-1,)), ("add", ("b", -1))]:
            with candidate.raises(ValueError, because="time goes back behind 0"):
                getattr(early.found, later)(*rest)
    pair = Pair(candidate, 3, 100, 10, 10)
    pair.add("a", 50)
    for name, arguments in [("add", ("b", 49)), ("poll", (49,)), ("poll", (-1,)), ("add", ("b", 0))]:
        with candidate.raises(ValueError, because="time goes back"):
            getattr(pair.found, name)(*arguments)
    pair.start()
    for empty in ("flush", "full"):
        idle = candidate.MicroBatcher(2, 100, 10, 10)
        idle.add("a", 50)
        if empty == "flush":
            idle.flush()
        else:
            idle.add("b", 50)
        for name, arguments in [("add", ("c", 10)), ("poll", (49,))]:
            with candidate.raises(ValueError, because="time goes back, though no frame waits any more"):
                getattr(idle, name)(*arguments)
    pair.poll(60)
    with candidate.raises(ValueError, because="time goes back"):
        pair.found.add("b", 59)
    pair.add("c", 60)
    pair.start()
    pair.flush()
