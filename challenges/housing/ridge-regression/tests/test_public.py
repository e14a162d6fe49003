"""The checks that a candidate can read and run."""

from prep.grading import expect

X, Y = [[0.0], [2.0], [4.0]], [1.0, 2.0, 6.0]


def test_closed_form_on_three_points(candidate):
    coef, intercept = expect.sequence(candidate.closed_form(X, Y, 2.0), 2, what="what is returned")
    expect.close(coef, [1.0], what="coef")
    expect.close(intercept, 1.0, what="intercept")
    expect.close(candidate.objective(X, Y, 2.0, [1.0], 1.0), 4.0, what="the objective")


def test_one_step_down(candidate):
    d_coef, d_intercept = expect.sequence(candidate.gradient(X, Y, 2.0, [0.0], 0.0), 2, what="what is returned")
    expect.close(d_coef, [-56.0], what="the derivative by coef")
    expect.close(d_intercept, -18.0, what="the derivative by the intercept")
    found = expect.sequence(candidate.descend(X, Y, 2.0, 0.01, 1), 3, what="what is returned")
    for value, expected, what in zip(
        found, [[0.56], 0.18, [41.0, 14.606]], ["coef", "intercept", "history"], strict=True
    ):
        expect.close(value, expected, what=what)
