"""Returns a list that is another one each time it is read.

must: no points
verdict: wrong answer, runtime error
"""

class Changing(list):
    def __iter__(self):
        self.append(0.0)
        return iter(self[::-1])

    def __len__(self):
        return 3

    def __getitem__(self, key):
        return -1.0


def scale(x):
    return Changing(x)


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        return scale(x)
