"""Plain Python: no NumPy until the result."""
import random
from collections import Counter

import numpy as np


def grouped_split(groups, test_share, seed):
    groups = list(groups)
    sizes = Counter(groups)
    if not (test_share > 0 and test_share < 1):
        raise ValueError("test_share")
    if len(sizes) < 2:
        raise ValueError("need two groups")
    names = sorted(sizes)
    random.Random(seed).shuffle(names)
    wanted = test_share * len(groups)
    chosen, count = {names[0]}, sizes[names[0]]
    for name in names[1:-1]:
        if abs(count + sizes[name] - wanted) > abs(count - wanted):
            break
        chosen.add(name)
        count += sizes[name]
    train = [i for i, g in enumerate(groups) if g not in chosen]
    test = [i for i, g in enumerate(groups) if g in chosen]
    return np.array(train), np.array(test)
