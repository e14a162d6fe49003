"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def generator(candidate, seed):
    """A generator of random numbers beside the submission, which it moves on."""
    return candidate.library("numpy.random", "default_rng")(seed)


def sides(candidate, texts, share, seed):
    """Numbers to learn from and held out, each document once."""
    found = expect.sequence(candidate.split(texts, share, generator(candidate, seed)), 2, what="the two parts")
    learn, held_out = (expect.sequence(part, what="a part") for part in found)
    expect.that(all(isinstance(number, int | np.integer) for number in [*learn, *held_out]), "Parts hold numbers.")
    expect.equal(sorted(map(int, [*learn, *held_out])), list(range(len(texts))), what="the numbers of both parts")
    return learn, held_out


def layers(seed):
    """Arrays by name."""
    rng = np.random.default_rng(seed)
    return {"embedding": rng.normal(size=(3, 2)), "bias": rng.normal(size=4) * 5.0, "scale": rng.normal(size=())[None]}


def expect_layers(found, wanted, because):
    """Arrays of these names."""
    found = expect.mapping(found, list(wanted), what="the arrays")
    for name, value in wanted.items():
        expect.close(found[name], value, what=name, because=because)


def fresh(weights):
    """The state of an optimizer before the first step."""
    zeros = {name: np.zeros(value.shape) for name, value in weights.items()}
    return {"count": 0, "first": zeros, "second": zeros}


def stepped(candidate, weights, gradients, state, **changed):
    """Weights and state after a step."""
    settings = {"rate": 0.01, "decay": 0.0, "beta1": 0.9, "beta2": 0.999} | changed
    return expect.sequence(candidate.adamw(weights, gradients, state, **settings), 2, what="the result")


def expect_alike(after, before):
    """Arrays, numbers, and lists and dicts of them."""
    if isinstance(before, dict):
        for name, value in expect.mapping(after, list(before), what="an argument").items():
            expect_alike(value, before[name])
    elif isinstance(before, list):
        for one, other in zip(expect.sequence(after, len(before), what="an argument"), before, strict=True):
            expect_alike(one, other)
    else:
        expect.equal(after, before, because="An argument after the call.")


def expect_untouched(call, *arguments, **settings):
    """What it was given is as it was; the result is the caller's to look at."""
    called = call.with_arguments(*arguments, **settings)
    for after, before in zip(called.arguments, arguments, strict=True):
        expect_alike(after, before)
    return called.value


def awkward_language(candidate):
    """Repeated tokens, huge scores, and arguments after the call."""
    for tokens in ([1, 2, 1, 3, 4], [5, 5, 5, 6, 5, 7], [2, 1, 2, 1, 2, 1, 2]):
        found = expect.sequence(expect_untouched(candidate.examples, np.array(tokens), 2), 2, what="the result")
        for part, wanted in zip(found, reference.examples(np.array(tokens), 2), strict=True):
            expect.equal(part, wanted, because="A token that comes again is followed by something else.")
    rng = np.random.default_rng(61)
    V = rng.normal(size=(4, 2))
    for size in (1.0, 400.0, 1e5):
        Q, K = np.ones((4, 2)), size * np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0], [-1.0, -1.0]])
        for keys in (K, K[::-1].copy()):
            found = expect_untouched(candidate.attention, Q, keys, V)
            expect.close(found, reference.attention(Q, keys, V), because="Later tokens have by far larger scores.")
    logits = np.array([[0.0, 1000.0, -1000.0], [900.0, 0.0, 899.0]])
    for targets, padding in ((np.array([1, 0]), -1), (np.array([1, 2]), 1), (np.array([2, 1]), -5)):
        found = expect_untouched(candidate.loss, logits, targets, padding)
        expect.close(found, reference.loss(logits, targets, padding), atol=1e-12, because="Very large logits.")
    expect_untouched(candidate.loss, rng.normal(size=(2, 3, 4)), np.array([[0, 1, 3], [2, 0, 0]]), 0)
    expect_untouched(candidate.layer_norm, rng.normal(size=(3, 4)), np.ones(4), np.zeros(4))
    weights, parts = layers(62), [layers(63), layers(64)]
    expect_untouched(candidate.accumulated, parts, [3, 1])
    expect_untouched(candidate.clipped, parts[0], 0.5)
    expect_untouched(candidate.clipped, parts[0], 1e3)
    expect_untouched(candidate.perplexity, np.array([1.0, 2.0]), np.array([3, 1]))
    state, settings = fresh(weights), {"rate": 0.1, "decay": 0.2, "beta1": 0.8, "beta2": 0.95}
    for gradients in parts:
        found = expect.sequence(expect_untouched(candidate.adamw, weights, gradients, state, **settings), 2)
        expect_layers(found[0], reference.adamw(weights, gradients, state, **settings)[0], "Weights after a step.")
        state = reference.adamw(weights, gradients, state, **settings)[1]


def probe_targets_not_shifted(candidate, seed):
    tokens = np.random.default_rng(seed).permutation(60)
    found = expect.sequence(candidate.examples(tokens, 7), 2, what="the result")
    inputs = expect.array(found[0], (8, 7), what="the inputs", kinds="iu")
    targets = expect.array(found[1], (8, 7), what="the targets", kinds="iu")
    following = dict(zip(tokens[:-1].tolist(), tokens[1:].tolist(), strict=True))
    wanted = [[following.get(token, -1) for token in row] for row in inputs.tolist()]
    expect.equal(targets, np.array(wanted), because="What is to be said is the token after the one that was read.")


def whole(candidate):
    texts = [*"abcaabbdefghijkl", "text", "text"]
    for share, count in ((0.3, 4), (0.01, 1), (0.65, 8)):
        found = sides(candidate, texts, share, 31)
        expect.equal(len({texts[k] for k in found[1]}), count, because="So many different texts are held out.")
        shared = {texts[k] for k in found[0]} & {texts[k] for k in found[1]}
        expect.that(not shared, "No text is on both sides.")
        for part in found:
            expect.equal(list(map(int, part)), sorted(map(int, part)), because="Both parts are in order.")
    runs = [list(map(int, sides(candidate, list("abcdefghijklmnop"), 0.5, seed)[1])) for seed in (1, 1, 2)]
    expect.that(runs[0] == runs[1] != runs[2], "The generator alone decides who is held out.")
    for total in (13, 12, 5, 4):
        tokens = np.random.default_rng(32).permutation(40)[:total]
        found = expect.sequence(candidate.examples(tokens, 4), 2, what="the result")
        for part, wanted in zip(found, reference.examples(tokens, 4), strict=True):
            expect.equal(part, wanted, because="Windows of tokens, and what is to be said.")
    rng = np.random.default_rng(33)
    x, scale, shift = rng.normal(1.0, 2.0, (2, 3, 6)), rng.normal(size=6), rng.normal(size=6)
    for value in (x, x * 1e-2, x + 1e3):
        found, wanted = candidate.layer_norm(value, scale, shift), reference.layer_norm(value, scale, shift)
        expect.close(found, wanted, rtol=1e-9, atol=1e-9, because="The layer norm.")
    for n, d in ((5, 4), (1, 3), (7, 2)):
        Q, K, V = rng.normal(size=(3, n, d)) * 2.0
        expect.close(candidate.attention(Q, K, V), reference.attention(Q, K, V), because="The attention.")
    logits, targets = rng.normal(size=(3, 5, 6)), rng.integers(0, 6, (3, 5))
    for padding in (0, 3, -1):
        wanted = reference.loss(logits, targets, padding)
        expect.close(candidate.loss(logits, targets, padding), wanted, because="The loss.")
    losses, counts = rng.uniform(1.0, 3.0, 4), np.array([9, 1, 30, 4])
    expect.close(candidate.perplexity(losses, counts), reference.perplexity(losses, counts), because="The perplexity.")
    weights, parts = layers(34), [layers(35), layers(36), layers(37)]
    wanted = reference.accumulated(parts, [5, 1, 2])
    expect_layers(candidate.accumulated(parts, [5, 1, 2]), wanted, "The gradient of a large batch.")
    for allowed in (0.5, 1e3):
        wanted = reference.clipped(parts[0], allowed)
        expect_layers(candidate.clipped(parts[0], allowed), wanted, "Gradients after clipping.")
    state, twin, mine, his = fresh(weights), fresh(weights), weights, weights
    for gradients in parts:
        settings = {"rate": 0.1, "decay": 0.2, "beta1": 0.8, "beta2": 0.95}
        mine, state = stepped(candidate, mine, gradients, state, **settings)
        his, twin = reference.adamw(his, gradients, twin, **settings)
        expect_layers(mine, his, "Weights after some steps.")
        state = expect.mapping(state, ["count", "first", "second"], what="the state")
        expect.equal(state["count"], twin["count"], because="The number of steps.")
        for kept in ("first", "second"):
            expect_layers(state[kept], twin[kept], "What the optimizer remembers.")
    awkward_language(candidate)


def test_fault_1(candidate):
    for seed in (11, 12, 13):
        probe_targets_not_shifted(candidate, seed)


def test_whole_program(candidate):
    whole(candidate)
