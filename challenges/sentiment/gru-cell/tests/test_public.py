"""The checks that a candidate can read and run."""

import math

import numpy as np

from prep.grading import expect

TOOLS = """
import torch

def switched_off(*arguments, **keywords):
    raise RuntimeError("the GRU of torch is switched off here")

for place in (torch, torch._VF):
    place.gru = place.gru_cell = switched_off


def read(gru, weights, inputs, mask):
    gru.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    with torch.no_grad():
        states, last = gru(torch.tensor(inputs), torch.tensor(mask))
    return states, last
"""
WEIGHTS = {
    "weight_ih": np.zeros((3, 1), dtype=np.float32),
    "weight_hh": np.zeros((3, 1), dtype=np.float32),
    "bias_ih": np.array([0.0, 0.0, 1.0], dtype=np.float32),
    "bias_hh": np.zeros(3, dtype=np.float32),
}
HALF = math.tanh(1.0) / 2


def test_reads_two_words_and_padding(candidate):
    tools = candidate.helper("tools", TOOLS)
    gru = expect.remote(candidate.MaskedGRU(1, 1), what="MaskedGRU(1, 1)")
    inputs, mask = np.zeros((1, 3, 1), dtype=np.float32), np.array([[True, False, True]])
    states, last = expect.sequence(tools.read(gru, WEIGHTS, inputs, mask), 2, what="the result")
    expect.close(states, [[[HALF], [HALF], [1.5 * HALF]]], rtol=1e-4, what="the states")
    expect.close(last, [[1.5 * HALF]], rtol=1e-4, what="the last state")


def test_steps_towards_the_new_state(candidate):
    tools = candidate.helper("tools", TOOLS)
    gru = expect.remote(candidate.MaskedGRU(1, 1), what="MaskedGRU(1, 1)")
    weights = WEIGHTS | {"bias_ih": np.array([0.0, 30.0, 1.0], dtype=np.float32)}
    inputs, mask = np.zeros((1, 2, 1), dtype=np.float32), np.array([[True, True]])
    states, _ = expect.sequence(tools.read(gru, weights, inputs, mask), 2, what="the result")
    expect.close(states, np.zeros((1, 2, 1)), atol=1e-6, what="the states where z is 1 and nothing is new")
