"""The values of one are looked up by the indices of the other."""

from itertools import pairwise


def sparse_dot(a, b):
    left, right = entries(a), entries(b)
    return float(sum(value * right[index] for index, value in left.items() if index in right))


def entries(vector):
    indices, values = ([*map(float, part)] for part in vector)
    if len(indices) != len(values) or any(index < 0 for index in indices[:1]):
        raise ValueError("each index is at least 0 and has a value")
    if any(second <= first for first, second in pairwise(indices)):
        raise ValueError("indices ascend, and none comes twice")
    return {index: values[k] for k, index in enumerate(indices)}
