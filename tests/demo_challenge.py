"""The smallest challenge that has a public and a hidden check: twice a number."""

SPEC = """
format_version = 1
id = "demo/{slug}"
title = "{title}"
summary = "Twice a number."
level = "beginner"
runtime = "numpy"
topics = ["mathematics"]
time_limit_minutes = 10

[limits]
check_s = 20.0
total_s = 40.0

[[criteria]]
id = "right"
title = "Is right"

[[checks]]
id = "doubles_two"
title = "Doubles two"
criterion = "right"
points = 10
visibility = "public"

[[checks]]
id = "doubles_minus_three"
title = "Doubles minus three"
criterion = "right"
points = 30
advice = "Think of negative numbers."
"""
PUBLIC = "def test_doubles_two(candidate):\n    assert candidate.double(2) == 4\n"
HIDDEN = """from prep.grading import expect


def test_doubles_minus_three(candidate):
    expect.equal(candidate.double(-3), -6)
"""
RIGHT = "def double(x):\n    return 2 * x\n"
HALF_RIGHT = "def double(x):\n    return abs(2 * x)\n"
