import math


class Value:
    def __init__(self, data):
        self.data, self.grad = _number(data), 0.0
        self.made_of = ()

    def __add__(self, other):
        other = _value(other)
        return _made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = _value(other)
        return _made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, power):
        power = _number(power)
        if (self.data == 0 and power < 0) or (self.data < 0 and not power.is_integer()):
            raise ValueError("this power has no value")
        slope = power * self.data ** (power - 1) if power and (self.data or power >= 1) else 0.0
        return _made(self.data**power, (self, slope))

    def __truediv__(self, other):
        return self * _value(other) ** -1

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_value(other)

    def __rsub__(self, other):
        return _value(other) - self

    def __rtruediv__(self, other):
        return self / other

    __radd__ = __add__
    __rmul__ = __mul__

    def exp(self):
        result = math.exp(self.data)
        return _made(result, (self, result))

    def log(self):
        if not self.data > 0:
            raise ValueError("only numbers above 0 have a logarithm")
        return _made(math.log(self.data), (self, 1 / self.data))

    def tanh(self):
        result = math.tanh(self.data)
        return _made(result, (self, 1 - result**2))

    def relu(self):
        return _made(max(0.0, self.data), (self, float(self.data > 0)))

    def backward(self):
        gradients = {id(self): 1.0}
        for value in reversed(_in_order(self)):
            gradient = gradients[id(value)]
            value.grad += gradient
            for operand, slope in value.made_of:
                gradients[id(operand)] = gradients.get(id(operand), 0.0) + slope * gradient


def _made(data, *made_of):
    value = Value(data)
    value.made_of = made_of
    return value


def _in_order(last):
    """All that led to a value, operands first; without recursion, as chains are long."""
    order, seen, stack = [], set(), [(last, False)]
    while stack:
        value, is_done = stack.pop()
        if is_done:
            order.append(value)
        elif id(value) not in seen:
            seen.add(id(value))
            stack.append((value, True))
            stack.extend((operand, False) for operand, _ in value.made_of)
    return order


def _value(other):
    return other if isinstance(other, Value) else Value(other)


def _number(data):
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise TypeError("a number is needed")
    return float(data)
