def _checked(vector):
    indices, values = [int(i) for i in vector[0]], [float(v) for v in vector[1]]
    if len(indices) != len(values):
        raise ValueError("lengths")
    last = -1
    for index in indices:
        if index <= last:
            raise ValueError("order")
        last = index
    return indices, values


def sparse_dot(a, b):
    (i, x), (j, y) = _checked(a), _checked(b)
    p = q = 0
    total = 0.0
    while p < len(i) and q < len(j):
        if i[p] == j[q]:
            total += x[p] * y[q]
            p, q = p + 1, q + 1
        elif i[p] < j[q]:
            p += 1
        else:
            q += 1
    return total
