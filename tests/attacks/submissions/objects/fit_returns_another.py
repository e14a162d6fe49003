"""Returns an object with other methods than it is asked for.

must: no points
verdict: wrong answer, runtime error, protocol violation
"""

class Scaler:
    def __new__(cls):
        return 5


def scale(x):
    return Scaler
