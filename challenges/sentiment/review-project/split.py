"""What goes out and what is kept of the reviews; `write_data` writes the tables."""

import gzip
from pathlib import Path

import numpy as np
import pandas as pd

from projects.sentiment.written_reviews import write_reviews


def split():
    """Reviews to learn from with their labels, hidden ones without, and the labels of these, shape (n,)."""
    texts, labels = write_reviews(2_400, seed=3_417_906)
    hidden, truth = write_reviews(1_200, seed=8_105_523)
    learn = pd.DataFrame({"id": range(1, len(texts) + 1), "review": texts, "positive": labels})
    test = pd.DataFrame({"id": range(10_001, 10_001 + len(hidden)), "review": hidden})
    return learn, test, np.array(truth) == 1


def write_data(folder: Path):
    """Write the tables that go out, the same bytes each time."""
    learn, test, _ = split()
    for name, table in (("train.csv.gz", learn), ("test.csv.gz", test)):
        text = table.to_csv(index=False, lineterminator="\n").encode()
        (folder / name).write_bytes(gzip.compress(text, mtime=0))
