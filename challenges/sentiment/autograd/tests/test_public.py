"""The checks that a candidate can read and run."""

from prep.grading import expect

PROGRAM = """
def small(Value):
    a, b = Value(2.0), Value(-3.0)
    c = a * b + a**2
    c.backward()
    return [c.data, a.grad, b.grad]
"""


def test_value_of_a_small_expression(candidate):
    value = candidate.Value(3)
    expect.close(value.get("data"), 3.0, what="data")
    expect.close(value.get("grad"), 0.0, what="grad")
    expect.close(value.relu().get("data"), 3.0, what="the value of ReLU")


def test_gradient_of_a_small_expression(candidate):
    expect.equal(candidate.Value(2.0).get("data"), 2.0, what="data")
    found = candidate.helper("program", PROGRAM).small(candidate.get("Value"))
    expect.close(found, [-2.0, 1.0, 2.0], rtol=1e-9, what="value and gradients")
