"""The values of one are looked up by the indices of the other."""


def sparse_dot(a, b):
    left, right = entries(a), entries(b)
    return float(sum(value * right[index] for index, value in left.items() if index in right))


def entries(vector):
    indices, values = ([*map(float, part)] for part in vector)
    if len(indices) != len(values) or any(index < 0 for index in indices[:1]):
        raise ValueError("each index is at least 0 and has a value")
    if any(second < first for first, second in zip(indices, indices[1:], strict=False)):
        raise ValueError("indices ascend, and none comes twice")
    return dict(zip(indices, values, strict=False))
