import math
from collections import deque


def wrap(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    def __init__(self, data, parents=(), backward=None):
        if type(data) not in (int, float):
            raise TypeError("numbers only")
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.rule = backward

    def __add__(self, other):
        other = wrap(other)
        return Value(self.data + other.data, (self, other), lambda g: (g, g))

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Value(-self.data, (self,), lambda g: (-g,))

    def __sub__(self, other):
        other = wrap(other)
        return Value(self.data - other.data, (self, other), lambda g: (g, -g))

    def __rsub__(self, other):
        return wrap(other) - self

    def __mul__(self, other):
        other = wrap(other)
        return Value(self.data * other.data, (self, other), lambda g: (g * other.data, g * self.data))

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = wrap(other)
        if other.data == 0:
            raise ValueError("division by 0")
        quotient = self.data / other.data
        return Value(quotient, (self, other), lambda g: (g / other.data, -g * quotient / other.data))

    def __rtruediv__(self, other):
        return wrap(other) / self

    def __pow__(self, k):
        if type(k) not in (int, float):
            raise TypeError("plain powers only")
        if self.data == 0 and k < 0:
            raise ValueError("0 to a negative power")
        if self.data < 0 and k != int(k):
            raise ValueError("a root of a negative number")

        def rule(g):
            if k == 0 or (self.data == 0 and k < 1):
                return (0.0,)
            return (g * k * self.data ** (k - 1),)

        return Value(float(self.data**k), (self,), rule)

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), lambda g: (g * e,))

    def log(self):
        if self.data <= 0:
            raise ValueError("logarithm")
        return Value(math.log(self.data), (self,), lambda g: (g / self.data,))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), lambda g: (g * (1 - t * t),))

    def relu(self):
        return Value(self.data if self.data > 0 else 0.0, (self,), lambda g: (g if self.data > 0 else 0.0,))

    def backward(self):
        uses, found, waiting = {}, {id(self): self}, [self]
        while waiting:
            for parent in waiting.pop().parents:
                uses[id(parent)] = uses.get(id(parent), 0) + 1
                if id(parent) not in found:
                    found[id(parent)] = parent
                    waiting.append(parent)
        here = dict.fromkeys(found, 0.0)
        here[id(self)] = 1.0
        ready = deque([self])
        while ready:
            value = ready.popleft()
            gradient = here[id(value)]
            value.grad += gradient
            if not value.parents:
                continue
            for parent, part in zip(value.parents, value.rule(gradient)):
                here[id(parent)] += part
                uses[id(parent)] -= 1
                if uses[id(parent)] == 0:
                    ready.append(parent)
