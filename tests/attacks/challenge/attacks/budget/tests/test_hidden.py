"""Its one check is a race."""

from prep.grading import expect


def test_fast_enough(latency):
    latency.check("digest", lambda rng: (int(rng.integers(1, 1 << 30)),), expect.equal)
