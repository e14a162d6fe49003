"""The checks that a candidate can read and run."""

from prep.grading import expect

TOOLS = """
import numpy as np
import solution


class Layer:
    def query(self, x):
        return 0 * x

    def key(self, x):
        return x

    def value(self, x):
        return x

    def out(self, x):
        return x


def read(parts, heads):
    cache = solution.CachedAttention(Layer(), heads)
    return [cache.step(np.array(part)) for part in parts], cache.length
"""


def test_reads_three_tokens_one_by_one(candidate):
    tools = candidate.helper("tools", TOOLS)
    steps, length = expect.sequence(tools.read([[[[2.0, 4.0]]], [[[6.0, 0.0]]], [[[1.0, 2.0]]]], 1), 2)
    expect.equal(length, 3, what="the length")
    for step, wanted in zip(expect.sequence(steps, 3), ([2.0, 4.0], [4.0, 2.0], [3.0, 2.0]), strict=True):
        expect.close(step, [[wanted]], what="the output")


def test_reads_a_prompt_at_once(candidate):
    tools = candidate.helper("tools", TOOLS)
    steps, _ = expect.sequence(tools.read([[[[2.0, 4.0], [6.0, 0.0]]], [[[1.0, 2.0]]]], 2), 2)
    expect.close(expect.sequence(steps, 2)[0], [[[2.0, 4.0], [4.0, 2.0]]], what="the output for the prompt")
    expect.close(steps[1], [[[3.0, 2.0]]], what="the output for the next token")
