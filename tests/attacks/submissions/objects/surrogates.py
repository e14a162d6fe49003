"""Returns text that is half of a character.

must: no points
verdict: wrong answer
says: `scale` returned text with half of a surrogate pair
"""

def scale(x):
    return "\ud800"


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
