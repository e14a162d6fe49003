"""The checks that decide."""

import math
import types

import reference
from prep.grading import expect

RTOL = 1e-9

TOOLS = """
import math

def build(Value, program, numbers):
    return eval(program, {"math": math, "Value": Value, "x": [Value(number) for number in numbers]})

def run(Value, program, numbers, passes=1):
    x = [Value(number) for number in numbers]
    before = [value.data for value in x]
    y = eval(program, {"x": x})
    data = y.data
    for _ in range(passes):
        y.backward()
    after = [value.data for value in x]
    return [data, y.grad, [value.grad for value in x], before == after]

def chain(Value, count):
    x = Value(1.0)
    y = x
    for number in range(count):
        y = y * 1.0001 if number % 2 else y + 0.5
    y.backward()
    return [y.data, x.grad]

def doubling(Value, count):
    x = Value(1.5)
    y = x
    for _ in range(count):
        y = y + y
    y.backward()
    return [y.data, x.grad]

def two_ends(Value, numbers):
    a, b = [Value(number) for number in numbers]
    middle = a * b
    first, second = middle * a, middle.tanh()
    first.backward()
    grads = [a.grad, b.grad, middle.grad, first.grad, second.grad]
    second.backward()
    grads += [a.grad, b.grad, middle.grad, first.grad, second.grad]
    first.backward()
    return grads + [a.grad, b.grad, middle.grad, first.grad, second.grad]
"""


OPERATIONS = [
    ("x[0] + x[1]", "A sum."),
    ("x[0] - x[1]", "A difference."),
    ("x[0] * x[1]", "A product."),
    ("x[0] / x[1]", "A quotient."),
    ("-x[0]", "A negative."),
    ("x[0] ** 3", "A whole power."),
    ("x[0] ** -2", "A negative power."),
    ("x[0].exp()", "An exponential."),
    ("x[0].tanh()", "A hyperbolic tangent."),
    ("x[0].relu()", "A ReLU."),
    ("(x[0] * x[0]).log()", "A logarithm."),
    ("(x[1] * x[1]) ** 0.5", "A root."),
]
MIXED = [
    ("2 + x[0]", "A plain number plus a value."),
    ("x[0] + 2.5", "A value plus a plain number."),
    ("2 - x[0]", "A plain number less a value."),
    ("x[0] - 3", "A value less a plain number."),
    ("3 * x[0]", "A plain number times a value."),
    ("x[0] * -0.5", "A value times a plain number."),
    ("2 / x[0]", "A plain number by a value."),
    ("x[0] / 4", "A value by a plain number."),
    ("sum(x)", "The built-in sum begins with a plain 0."),
]
NUMBERS = [(1.7, -0.6), (-2.3, 1.1), (0.4, 3.0), (-0.2, -5.0)]
PLAIN = types.SimpleNamespace()
exec(TOOLS, vars(PLAIN))


def run(candidate, program, numbers, passes=1):
    found = candidate.helper("tools", TOOLS).run(candidate.get("Value"), program, list(numbers), passes)
    data, own, gradients, is_kept = expect.sequence(found, 4, what="what came of the expression")
    wanted = PLAIN.run(reference.Value, program, list(numbers), passes)
    return data, own, gradients, is_kept, wanted


def expect_same_value(candidate, program, numbers, because):
    data, _, _, is_kept, wanted = run(candidate, program, numbers)
    expect.close(data, wanted[0], rtol=RTOL, atol=1e-12, what="the value", because=because)
    expect.equal(
        is_kept, True, what="whether the operands were left alone", because="The operands after the operation."
    )


def expect_same_gradients(candidate, program, numbers, because, passes=1):
    _, own, gradients, _, wanted = run(candidate, program, numbers, passes)
    expect.close(gradients, wanted[2], rtol=RTOL, atol=1e-12, what="the gradients", because=because)
    expect.close(own, wanted[1], what="the gradient of the result by itself", because="The result's own gradient.")


def test_values_of_all_operations(candidate):
    for program, because in OPERATIONS:
        for numbers in NUMBERS:
            expect_same_value(candidate, program, numbers, because)
    expect_same_value(candidate, "x[0].tanh() * x[0].exp()", (0.0,), "Functions of 0.")
    expect_same_value(candidate, "x[0] ** 0 + x[0] ** 2", (0.0,), "Powers of 0.")
    expect_same_value(candidate, "x[0] ** 0.5 + x[0] ** 1.5", (0.0,), "Roots of 0.")


def test_plain_numbers_on_either_side(candidate):
    for program, because in MIXED:
        for numbers in NUMBERS:
            expect_same_value(candidate, program, numbers, because)
    expect_same_value(candidate, "x[0] * 2 + 3", (7,), "A value made of a whole number.")
    expect.close(candidate.Value(7).get("data"), 7.0, because="A value made of a whole number.")


def test_gradients_of_all_operations(candidate):
    for program, because in OPERATIONS + MIXED:
        for numbers in NUMBERS:
            expect_same_gradients(candidate, program, numbers, because)
    expect_same_gradients(candidate, "x[0] ** 0 * 3 + x[0] ** 1 + x[0] ** 2", (0.0,), "Powers of 0.")
    expect_same_gradients(candidate, "x[0] ** 0 + x[1]", (-2.0, 1.0), "A power of 0.")


def test_relu_at_zero(candidate):
    expect_same_gradients(candidate, "x[0].relu() + x[1]", (0.0, 1.0), "A ReLU whose input is 0.")
    expect_same_gradients(candidate, "(x[0] * x[1]).relu() * 3", (0.0, 2.0), "A ReLU whose input is 0.")


def test_values_used_more_than_once(candidate):
    for program in [
        "x[0] + x[0]",
        "x[0] * x[0]",
        "x[0] / x[0]",
        "x[0] * x[1] + x[0]",
        "x[0].exp() * x[0].tanh() - x[0]",
    ]:
        for numbers in NUMBERS:
            expect_same_gradients(candidate, program, numbers, "A value is used more than once.")


def test_shared_parts_of_deeper_graphs(candidate):
    for program in [
        "(lambda h: h * h + h)(x[0] * x[1])",
        "(lambda h: h + (h * x[0]).tanh() * h.exp())(x[0] + x[1])",
        "(lambda h, k: h * k + (k * x[1] + h).tanh())(x[0] * 2, (x[0] * 2 + x[1]).tanh())",
        "(lambda h: (lambda k: k * h + k)(h * x[1]))((x[0] - x[1]).tanh())",
    ]:
        for numbers in NUMBERS:
            expect_same_gradients(candidate, program, numbers, "A part in the middle is used more than once.")


def test_long_chains(candidate):
    tools = candidate.helper("tools", TOOLS)
    found = expect.sequence(tools.chain(candidate.get("Value"), 20_000), 2, what="value and gradient")
    expect.close(found, PLAIN.chain(reference.Value, 20_000), because="A chain of 20,000 operations.")
    found = expect.sequence(tools.doubling(candidate.get("Value"), 200), 2, what="value and gradient")
    expect.close(found, [1.5 * 2.0**200, 2.0**200], because="There are 2 to the 200 ways through the graph.")


def test_gradients_add_up_over_passes(candidate):
    for program in ["x[0] * x[1]", "(lambda h: h * h + h)(x[0] * x[1])", "(x[0].exp() + x[1]).tanh() * x[0]"]:
        expect_same_gradients(candidate, program, NUMBERS[0], "Three backward passes from the same value.", passes=3)
    found = candidate.helper("tools", TOOLS).two_ends(candidate.get("Value"), [0.7, -1.2])
    wanted = PLAIN.two_ends(reference.Value, [0.7, -1.2])
    expect.close(found, wanted, rtol=RTOL, what="the gradients", because="Passes from two values with a shared part.")


def test_refuses_what_has_no_value(candidate):
    tools = candidate.helper("tools", TOOLS)
    for program, why in [
        ('Value("3")', "data is text"),
        ("Value(None)", "data is None"),
        ("Value(True)", "data is a bool"),
        ("Value([1.0])", "data is a list"),
        ('x[0] + "1"', "an operand is text"),
        ("x[0] * None", "an operand is None"),
        ("x[0] - [1.0]", "an operand is a list"),
        ("x[0] * True", "an operand is a bool"),
        ("x[0] ** x[1]", "the power is a value"),
        ('x[0] ** "2"', "the power is text"),
    ]:
        with candidate.raises(TypeError, because=why):
            tools.build(candidate.get("Value"), program, [2.0, 3.0])
    for program, why in [
        ("x[1].log()", "the logarithm of 0"),
        ("x[0].log()", "the logarithm of a negative number"),
        ("x[0] / x[1]", "a division by 0"),
        ("x[0] / 0", "a division by a plain 0"),
        ("1 / x[1]", "a plain number is divided by 0"),
        ("x[1] ** -1", "0 to a negative power"),
        ("x[0] ** 0.5", "the root of a negative number"),
    ]:
        with candidate.raises(ValueError, because=why):
            tools.build(candidate.get("Value"), program, [-2.0, 0.0])
    expect.close(candidate.Value(math.e).log().get("data"), 1.0, because="An ordinary logarithm.")
