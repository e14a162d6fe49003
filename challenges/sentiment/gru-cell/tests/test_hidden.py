"""The checks that decide. The expected values are computed by NumPy, so that this side needs no torch."""

import numpy as np

from prep.grading import expect

TOOLS = """
import torch

def switched_off(*arguments, **keywords):
    raise RuntimeError("the GRU of torch is switched off here")

for place in (torch, torch._VF):
    place.gru = place.gru_cell = switched_off


def tensors(weights):
    return {name: torch.tensor(value) for name, value in weights.items()}


def load(gru, weights):
    if weights["bias_ih"].dtype == "float64":
        gru.double()
    gru.load_state_dict(tensors(weights))


def read(gru, inputs, mask):
    given = torch.tensor(inputs), torch.tensor(mask)
    kept = [part.clone() for part in given]
    states, last = gru(*given)
    same = all(bool(((a == b) | (a != a) & (b != b)).all()) for a, b in zip(given, kept))
    return states.detach(), last.detach(), str(states.dtype), str(last.dtype), same


def step(gru, x, h):
    return gru.step(torch.tensor(x), torch.tensor(h)).detach()


def slopes(gru, inputs, mask, of_states, of_last):
    inputs = torch.tensor(inputs, requires_grad=True)
    gru.zero_grad()
    states, last = gru(inputs, torch.tensor(mask))
    ((states * torch.tensor(of_states)).sum() + (last * torch.tensor(of_last)).sum()).backward()
    found = {name: value.grad for name, value in gru.named_parameters()}
    return {"inputs": inputs.grad, **found}


def slope_of_step(gru, x, h):
    x, h = torch.tensor(x, requires_grad=True), torch.tensor(h, requires_grad=True)
    gru.step(x, h).sum().backward()
    return x.grad, h.grad


def fresh(gru):
    return {name: [value.detach(), str(value.dtype), value.requires_grad] for name, value in gru.named_parameters()}


def refuse(gru, method, inputs, other):
    getattr(gru, method)(torch.tensor(inputs), torch.tensor(other))
"""
NAMES = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]


def weights_of(seed, features, size, dtype=float):
    rng = np.random.default_rng(seed)
    shapes = [(3 * size, features), (3 * size, size), (3 * size,), (3 * size,)]
    return {name: rng.normal(0.0, 0.7, shape).astype(dtype) for name, shape in zip(NAMES, shapes, strict=True)}


def stepped(weights, x, h):
    """One step, as the prompt has it."""
    size = h.shape[1]
    of_input = x @ weights["weight_ih"].T + weights["bias_ih"]
    of_state = h @ weights["weight_hh"].T + weights["bias_hh"]
    r, z = (1 / (1 + np.exp(-(of_input + of_state)[:, place : place + size])) for place in (0, size))
    n = np.tanh(of_input[:, 2 * size :] + r * of_state[:, 2 * size :])
    return (1 - z) * n + z * h


def states_of(weights, inputs, mask):
    h = np.zeros((len(inputs), weights["weight_hh"].shape[1]))
    states = []
    for t in range(inputs.shape[1]):
        words = np.where(mask[:, t, None], inputs[:, t], 0.0)
        h = np.where(mask[:, t, None], stepped(weights, words, h), h)
        states.append(h)
    return np.stack(states, axis=1), h


def loaded(candidate, weights):
    """The submission's module with these weights, and the tools to use it."""
    tools = candidate.helper("tools", TOOLS)
    size, features = weights["weight_hh"].shape[1], weights["weight_ih"].shape[1]
    gru = expect.remote(candidate.MaskedGRU(features, size), what="MaskedGRU(...)")
    tools.load(gru, weights)
    return gru, tools


def reviews(seed, lengths, features, *, front=False, total=None):
    """Random inputs, padded behind or in front."""
    rng = np.random.default_rng(seed)
    total = total or max(lengths)
    inputs = rng.normal(size=(len(lengths), total, features))
    mask = np.arange(total) < np.array(lengths)[:, None]
    return inputs, mask[:, ::-1].copy() if front else mask


def expect_states(gru, tools, weights, inputs, mask, tolerance=1e-6):
    states, last = states_of(weights, inputs, mask)
    found = expect.sequence(tools.read(gru, inputs, mask), 5, what="the result")
    expect.close(found[0], states, rtol=0, atol=tolerance, what="the states")
    expect.close(found[1], last, rtol=0, atol=tolerance, what="the last states")
    return found


def test_parameters_are_those_of_the_library(candidate):
    tools = candidate.helper("tools", TOOLS)
    gru = expect.remote(candidate.MaskedGRU(5, 3), what="MaskedGRU(5, 3)")
    found = expect.mapping(tools.fresh(gru), NAMES, what="the parameters")
    expect.equal(sorted(found), sorted(NAMES), what="the names of the parameters")
    for name, value in weights_of(1, 5, 3).items():
        array, dtype, learns = expect.sequence(found[name], 3, what=name)
        array = expect.array(array, value.shape, kinds="f", what=name)
        expect.that(
            len(np.unique(array)) > 1,
            f"{name} is the same everywhere",
            because="A parameter has the same value everywhere.",
        )
        expect.equal([dtype, learns], ["torch.float32", True], what=f"the dtype of {name}, and whether it learns")
    tools.load(gru, weights_of(2, 5, 3))
    inputs, mask = reviews(3, [2, 1], 5)
    expect_states(gru, tools, weights_of(2, 5, 3), inputs, mask)


def test_steps_as_the_formulas_say(candidate):
    for seed, features, size, count in [(4, 3, 2, 5), (5, 1, 4, 1), (6, 6, 6, 3)]:
        weights = weights_of(seed, features, size)
        gru, tools = loaded(candidate, weights)
        rng = np.random.default_rng(seed)
        x, h = rng.normal(size=(count, features)), rng.normal(size=(count, size))
        expect.close(tools.step(gru, x, h), stepped(weights, x, h), what="the new states")


def test_reads_batches_without_padding(candidate):
    for seed, lengths in [(7, [6, 6, 6]), (8, [1]), (9, [11, 11])]:
        weights = weights_of(seed, 4, 3)
        expect_states(*loaded(candidate, weights), weights, *reviews(seed, lengths, 4))


def test_padding_behind_keeps_the_state(candidate):
    weights = weights_of(10, 3, 4)
    gru, tools = loaded(candidate, weights)
    expect_states(gru, tools, weights, *reviews(11, [5, 2, 7, 1], 3))
    expect_states(gru, tools, weights, *reviews(12, [3, 1], 3, total=9))


def test_padding_in_front_and_in_the_midst(candidate):
    weights = weights_of(13, 3, 4)
    gru, tools = loaded(candidate, weights)
    expect_states(gru, tools, weights, *reviews(14, [5, 2, 7, 1], 3, front=True))
    inputs, _ = reviews(15, [9] * 6, 3)
    mask = np.random.default_rng(16).random((6, 9)) < 0.5
    mask[0], mask[1, :3] = [True] + 7 * [False] + [True], False
    expect_states(gru, tools, weights, inputs, mask)


def test_reviews_of_nothing_but_padding(candidate):
    weights = weights_of(17, 2, 3)
    gru, tools = loaded(candidate, weights)
    inputs, mask = reviews(18, [4, 0, 2, 0], 2)
    expect_states(gru, tools, weights, inputs, mask)
    expect_states(gru, tools, weights, inputs[1:2], mask[1:2])


def test_a_review_reads_the_same_alone(candidate):
    weights = weights_of(19, 3, 3)
    gru, tools = loaded(candidate, weights)
    inputs, mask = reviews(20, [4, 9, 1, 6], 3)
    together = expect_states(gru, tools, weights, inputs, mask)[1]
    for row, length in enumerate(mask.sum(axis=1)):
        alone = expect.sequence(tools.read(gru, inputs[row : row + 1, :length], mask[row : row + 1, :length]), 5)
        expect.close(alone[1], together[row : row + 1], what="the last state of a review alone")


def test_padding_may_hold_anything(candidate):
    weights = weights_of(21, 3, 4)
    gru, tools = loaded(candidate, weights)
    for seed, junk in [(22, np.nan), (23, np.inf), (24, -np.inf), (25, 1e300)]:
        inputs, mask = reviews(seed, [4, 0, 6, 2], 3, front=seed % 2 == 0)
        inputs[~mask] = junk
        expect_states(gru, tools, weights, inputs, mask)


def test_gradients_are_those_of_the_words(candidate):
    weights = weights_of(26, 2, 2)
    gru, tools = loaded(candidate, weights)
    rng = np.random.default_rng(27)
    inputs, mask = reviews(28, [4, 1, 3], 2)
    mask[2] = [True, False, True, True]
    of_states, of_last = rng.normal(size=(3, 4, 2)), rng.normal(size=(3, 2))
    found = expect.mapping(tools.slopes(gru, inputs, mask, of_states, of_last), ["inputs", *NAMES])

    def total(weights, inputs):
        states, last = states_of(weights, inputs, mask)
        return (states * of_states).sum() + (last * of_last).sum()

    for name in ("inputs", *NAMES):
        value = inputs if name == "inputs" else weights[name]
        slope = np.empty(value.shape)
        for place in np.ndindex(value.shape):
            way = np.zeros(value.shape)
            way[place] = 1e-5
            up, down = (
                total(weights, value + h) if name == "inputs" else total(weights | {name: value + h}, inputs)
                for h in (way, -way)
            )
            slope[place] = (up - down) / 2e-5
        expect.close(found[name], slope, rtol=1e-4, atol=1e-6, what=f"the gradient by {name}")


def test_padding_leaves_no_trace_in_gradients(candidate):
    weights = weights_of(29, 3, 2)
    gru, tools = loaded(candidate, weights)
    inputs, mask = reviews(30, [5, 2, 0, 3], 3)
    rng = np.random.default_rng(31)
    given = mask, rng.normal(size=(4, 5, 2)), rng.normal(size=(4, 2))
    clean = expect.mapping(tools.slopes(gru, inputs, *given), ["inputs", *NAMES])
    for junk in (np.nan, np.inf, 1.7e308):
        found = tools.slopes(gru, np.where(mask[..., None], inputs, junk), *given)
        found = expect.mapping(found, ["inputs", *NAMES])
        for name in ("inputs", *NAMES):
            expected = expect.array(clean[name], what=f"the gradient by {name}")
            expect.close(found[name], expected, what=f"the gradient by {name} with other padding")
        by_input = expect.array(found["inputs"], (4, 5, 3), what="the gradient by the inputs")
        expect.that((by_input[~mask] == 0).all(), "the gradient by padded inputs is not 0")
        expect.that((by_input[mask] != 0).all(), "the gradient by words is 0")


def test_gradients_flow_through_a_step(candidate):
    weights = weights_of(32, 3, 2)
    gru, tools = loaded(candidate, weights)
    rng = np.random.default_rng(33)
    x, h = rng.normal(size=(2, 3)), rng.normal(size=(2, 2))
    found = expect.sequence(tools.slope_of_step(gru, x, h), 2, what="the gradients")
    for number, given in enumerate((x, h)):
        slope = np.empty(given.shape)
        for place in np.ndindex(given.shape):
            way = np.zeros(given.shape)
            way[place] = 1e-5
            pairs = ((x + way, h), (x - way, h)) if number == 0 else ((x, h + way), (x, h - way))
            slope[place] = (stepped(weights, *pairs[0]).sum() - stepped(weights, *pairs[1]).sum()) / 2e-5
        expect.close(found[number], slope, rtol=1e-4, atol=1e-6, what=f"the gradient by {'xh'[number]}")


def test_keeps_the_dtype_and_its_arguments(candidate):
    for dtype, name in [(np.float32, "torch.float32"), (np.float64, "torch.float64")]:
        gru, tools = loaded(candidate, weights_of(34, 8, 5, dtype))
        inputs, mask = reviews(35, [20, 7, 33], 8)
        found = expect.sequence(tools.read(gru, inputs.astype(dtype), mask), 5, what="the result")
        expect.array(found[0], what="the states", finite=False)
        expect.equal(found[2:4], [name, name], what="the dtypes of the results")
        expect.that(found[4] is True, "the arguments were changed")


def test_refuses_impossible_shapes(candidate):
    weights = weights_of(36, 3, 2)
    gru, tools = loaded(candidate, weights)
    inputs, mask = reviews(37, [4, 2], 3)
    for bad_inputs, bad_mask, why in [
        (inputs[0], mask[0], "inputs have two dimensions"),
        (inputs[..., :2], mask, "there are too few features"),
        (inputs, mask[:, :3], "the mask is too short"),
        (inputs, mask[:1], "the mask has too few rows"),
        (inputs, mask.astype(float), "the mask holds floats"),
        (inputs, mask[..., None], "the mask has three dimensions"),
        (inputs[:, :0], mask[:, :0], "there are no positions"),
    ]:
        with candidate.raises(ValueError, because=why):
            tools.refuse(gru, "forward", bad_inputs, bad_mask)
    x, h = np.zeros((2, 3)), np.zeros((2, 2))
    for bad_x, bad_h, why in [
        (x[0], h[0], "x and h have one dimension"),
        (x[:, :2], h, "x has too few columns"),
        (x, h[:, :1], "h has too few columns"),
        (x, h[:1], "h has too few rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            tools.refuse(gru, "step", bad_x, bad_h)
    expect.close(tools.step(gru, x, h), stepped(weights, x, h), what="the new states")
