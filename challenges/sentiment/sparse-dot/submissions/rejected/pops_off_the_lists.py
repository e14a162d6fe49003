def check(vector):
    indices, values = vector
    if len(indices) != len(values):
        raise ValueError("lengths differ")
    before = -1
    for index in indices:
        if index <= before:
            raise ValueError("negative index, or not ascending")
        before = index


def sparse_dot(a, b):
    check(a)
    check(b)
    (ia, va), (ib, vb) = a, b
    if not all(isinstance(part, list) for part in (ia, va, ib, vb)):
        ia, va, ib, vb = list(ia), list(va), list(ib), list(vb)
    total = 0.0
    while ia and ib:
        if ia[-1] == ib[-1]:
            ia.pop(), ib.pop()
            total += float(va.pop()) * float(vb.pop())
        elif ia[-1] > ib[-1]:
            ia.pop(), va.pop()
        else:
            ib.pop(), vb.pop()
    return total
