import heapq
import itertools
import math

COUNTER = itertools.count()


class Value:
    """Values are numbered as they are made, so a larger number never led to a smaller one."""

    def __init__(self, data):
        if isinstance(data, bool) or not isinstance(data, (int, float)):
            raise TypeError("data must be a number")
        self.data = float(data)
        self.grad = 0.0
        self.number = next(COUNTER)
        self.sources = []

    @staticmethod
    def made(data, *sources):
        value = Value(data)
        value.sources = list(sources)
        return value

    @staticmethod
    def of(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.of(other)
        return Value.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        other = Value.of(other)
        return Value.made(self.data - other.data, (self, 1.0), (other, -1.0))

    def __mul__(self, other):
        other = Value.of(other)
        return Value.made(self.data * other.data, (self, other.data), (other, self.data))

    def __truediv__(self, other):
        other = Value.of(other)
        try:
            inverse = 1 / other.data
        except ZeroDivisionError:
            raise ValueError("division by 0") from None
        return Value.made(self.data * inverse, (self, inverse), (other, -self.data * inverse**2))

    def __pow__(self, power):
        if isinstance(power, bool) or not isinstance(power, (int, float)):
            raise TypeError("the power must be a number")
        try:
            result = self.data**power
        except ZeroDivisionError:
            raise ValueError("no such power") from None
        if isinstance(result, complex):
            raise ValueError("no such power")
        if power == 0:
            slope = 0.0
        elif self.data == 0:
            slope = 1.0 if power == 1 else 0.0
        else:
            slope = power * result / self.data
        return Value.made(result, (self, slope))

    def __neg__(self):
        return Value.made(-self.data, (self, -1.0))

    def __radd__(self, other):
        return Value.of(other).__add__(self)

    def __rsub__(self, other):
        return Value.of(other).__sub__(self)

    def __rmul__(self, other):
        return Value.of(other).__mul__(self)

    def __rtruediv__(self, other):
        return Value.of(other).__truediv__(self)

    def exp(self):
        return Value.made(math.exp(self.data), (self, math.exp(self.data)))

    def log(self):
        return Value.made(math.log(self.data), (self, 1 / self.data))

    def tanh(self):
        return Value.made(math.tanh(self.data), (self, 1 / math.cosh(self.data) ** 2))

    def relu(self):
        return Value.made(max(self.data, 0.0), (self, 1.0 if self.data > 0 else 0.0))

    def backward(self):
        gradients, heap = {self.number: 1.0}, [(-self.number, self)]
        while heap:
            number, value = heapq.heappop(heap)
            gradient = gradients.pop(-number)
            value.grad += gradient
            for source, slope in value.sources:
                if source.number not in gradients:
                    gradients[source.number] = 0.0
                    heapq.heappush(heap, (-source.number, source))
                gradients[source.number] += slope * gradient
