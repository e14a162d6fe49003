"""The checks that a candidate can read and run."""

import math

from prep.grading import expect


def test_turns_one_pair_by_its_position(candidate):
    x = [[[[1.0, 0.0], [1.0, 0.0], [0.0, 2.0]]]]
    found = candidate.rotate(x, [0, 1, 3])
    wanted = [[1.0, 0.0], [math.cos(1), math.sin(1)], [-2 * math.sin(3), 2 * math.cos(3)]]
    expect.close(found, [[wanted]], rtol=1e-9, what="the turned features")


def test_turns_the_second_pair_more_slowly(candidate):
    found = candidate.rotate([[[[1.0, 1.0, 0.0, 0.0]]]], [2], base=100.0)
    wanted = [math.cos(2), math.cos(0.2), math.sin(2), math.sin(0.2)]
    expect.close(found, [[[wanted]]], rtol=1e-9, what="the turned features")


def test_turns_a_gradient_back(candidate):
    found = candidate.rotate_backward([[[[0.0, 1.0]]]], [1])
    expect.close(found, [[[[math.sin(1), math.cos(1)]]]], rtol=1e-9, what="dx")
