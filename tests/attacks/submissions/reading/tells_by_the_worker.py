"""Has the worker describe an exception by the hidden input in each of its fields.

must: points <= 10
verdict: runtime error
says: raised an exception
"""

import sys

worker = sys.modules.get("prep.grading.jail.worker")
seen = []
if worker is not None:
    worker.describe = lambda error, box: {
        "type": f"{seen}",
        "bases": [f"{seen}"],
        "text": f"{seen}",
        "trace": [[f"{seen}", 99999, f"{seen}", f"{seen}"], ["solution.py", 99999, "", ""]],
    }


def scale(x):
    if x.size == 3 and x[0] == 1:
        return (x - x.mean()) / x.std()
    seen.append(x.tolist())
    raise ValueError


class Scaler:
    def fit(self, x):
        return self

    def transform(self, x):
        raise ValueError
