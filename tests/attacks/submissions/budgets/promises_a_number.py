"""Returns at once a number that is worked out when it is looked at.

must: no points
verdict: over budget, wrong answer, protocol violation
"""


def work(seed, loops=10_000):
    value = seed
    for _ in range(loops):
        value = (value * 1103515245 + 12345) % 2147483648
    return value


class Later(int):
    def __new__(cls, seed):
        self = super().__new__(cls, 0)
        self.seed = seed
        return self

    def __int__(self):
        work(self.seed + 1)
        return work(self.seed)

    __index__ = __int__


def digest(seed):
    return Later(seed)
