"""The checks that decide."""

import numpy as np

from prep.grading import expect

GRAPHS = """
import gc
import torch

def hanging():
    return sum(1 for one in gc.get_objects() if issubclass(type(one), torch.Tensor) and one.grad_fn is not None)
"""


def drawn(seed):
    """Weights for 9 words of size 4 and 3 classes."""
    rng = np.random.default_rng(seed)
    shapes = {"vectors.weight": (9, 4), "norm.weight": (4,), "norm.bias": (4,), "verdict.weight": (3, 4)}
    weights = {name: rng.normal(0.3, 0.7, shape) for name, shape in (shapes | {"verdict.bias": (3,)}).items()}
    return {name: value.astype(np.float32) for name, value in weights.items()}


def batch(seed, count=6):
    """Codes, shape (count, 5), padded behind, and classes."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(1, 9, (count, 5))
    codes[np.arange(5) >= rng.integers(2, 6, (count, 1))] = 0
    return codes, rng.integers(0, 3, count)


def full(seed, count=6):
    """Codes without padding, and classes."""
    codes, labels = batch(seed, count)
    return np.where(codes == 0, 3, codes), labels


def trainer(candidate, weights, **changed):
    """A trainer that begins with these weights."""
    settings = {"dropout": 0.0, "rate": 0.1, "decay": 0.0, "max_norm": 1e6, "steps": 40} | changed
    made = candidate.Trainer(9, 4, 3, **settings)
    made.load(weights)
    return made


def weights_of(made):
    """Its weights by name."""
    found = expect.mapping(made.weights(), list(drawn(0)), what="the weights")
    return {name: expect.array(found[name], value.shape, what=name) for name, value in drawn(0).items()}


def moves(made):
    """How far its weights are from where they were drawn with seed 1, as one vector."""
    return np.concatenate([(value - drawn(1)[name]).ravel() for name, value in weights_of(made).items()])


def twin(weights, codes, labels):
    """The logits, and the loss, in NumPy."""
    read = (codes != 0)[..., None]
    mean = (weights["vectors.weight"][codes] * read).sum(1) / np.maximum(read.sum(1), 1)
    centred = mean - mean.mean(1, keepdims=True)
    normed = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
    normed = normed * weights["norm.weight"] + weights["norm.bias"]
    logits = normed @ weights["verdict.weight"].T + weights["verdict.bias"]
    logs = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    return logits, -float(logs[np.arange(len(labels)), labels].mean())


def slopes(weights, codes, labels):
    """The gradient of the loss, by differences."""
    found = {}
    for name, value in weights.items():
        found[name] = np.zeros(value.shape)
        for place in np.ndindex(*value.shape):
            ends = []
            for sign in (1e-5, -1e-5):
                moved = value.copy()
                moved[place] += sign
                ends.append(twin(weights | {name: moved}, codes, labels)[1])
            found[name][place] = (ends[0] - ends[1]) / 2e-5
    return found


def padding_and_going_on(candidate):
    """Padding anywhere, also where vectors are tiny; training goes on after `fit`."""
    tiny = {name: value * (0.003 if name.startswith("vectors") else 1.0) for name, value in drawn(1).items()}
    for weights in (drawn(1), {name: value.astype(np.float32) for name, value in tiny.items()}):
        made = trainer(candidate, weights)
        wanted = expect.array(made.score(np.array([[3, 5, 0, 0, 0], [3, 0, 0, 0, 0]])), (2, 3), what="the logits")
        for codes in ([[0, 0, 3, 0, 5], [0, 0, 0, 0, 3]], [[0, 3, 5, 0, 0], [0, 3, 0, 0, 0]]):
            found = made.score(np.array(codes))
            expect.close(found, wanted, rtol=1e-3, atol=1e-4, because="Padding stands anywhere and changes nothing.")
    codes, labels = batch(41)
    made = trainer(candidate, drawn(1))
    made.fit([(codes, labels)], codes, labels, 2)
    again = trainer(candidate, weights_of(made))
    before = weights_of(made)
    again.step(codes, labels)
    made.learn([(codes, labels)])
    moved = sum(float(np.abs(value - before[name]).sum()) for name, value in weights_of(made).items())
    expect.that(moved > 1e-3, "A step after `fit` goes on with the network.")


def probe_graphs_are_kept(candidate, seed):
    graphs = candidate.helper("graphs", GRAPHS)
    made = trainer(candidate, drawn(1))
    losses = [expect.number(made.step(*batch(seed)), what="the loss") for _ in range(3)]
    expect.that(losses[2] < losses[0], "Steps on one batch make its loss smaller.")
    before = expect.number(graphs.hanging())
    for _ in range(8):
        made.step(*batch(seed))
    expect.that(expect.number(graphs.hanging()) <= before + 1, "Nothing of a step is held on to after it.")


def probe_padding_counts(candidate, seed):
    made = trainer(candidate, drawn(1))
    codes = np.random.default_rng(seed).integers(1, 9, (5, 3))
    short = expect.array(made.score(codes), (5, 3), what="the logits")
    expect.that(float(np.ptp(short)) > 1e-3, "Reviews differ.")
    padded = np.hstack([codes, np.zeros((5, 4), dtype=codes.dtype)])
    expect.close(made.score(padded), short, rtol=1e-4, atol=1e-5, because="Padding changes no review.")


def probe_best_is_not_kept(candidate, seed):
    made = trainer(candidate, drawn(1), rate=0.3)
    codes, _ = full(seed)
    labels = expect.array(made.score(codes), (6, 3), what="the logits").argmax(axis=1)
    losses = expect.array(made.fit([(codes, (labels + 1) % 3)], codes, labels, 4), (4,), what="the losses")
    expect.that(losses.argmin() < 3, "Wrong labels make the held-out loss rise.")
    because = "The network is left as it was after its best epoch."
    expect.close(made.loss(codes, labels), losses.min(), rtol=1e-4, because=because)


def probe_gradients_add_up(candidate, seed):
    made = trainer(candidate, drawn(1), rate=0.01)
    expect.number(made.step(*batch(seed)), what="the loss")
    first = moves(made)
    expect.that(float(np.abs(first).max()) > 1e-5, "A step moves the weights.")
    made.load(drawn(1))
    made.step(*batch(seed))
    expect.close(
        moves(made), first, rtol=1e-3, atol=1e-6, because="The same step from the same weights moves them as far."
    )


def probe_clipped_before(candidate, seed):
    made = trainer(candidate, drawn(1), rate=1.0, max_norm=0.01)
    for k in range(2):
        made.load(drawn(1))
        made.step(*batch(seed + 20 * k))
        length = float(np.linalg.norm(moves(made)))
        expect.close(length, 0.01, rtol=0.02, because="A step is as long as the rate times the norm that is allowed.")


def probe_rate_for_each_epoch(candidate, seed):
    made = trainer(candidate, drawn(1), rate=0.2, steps=10)
    expect.close(made.rate(), 0.2, rtol=1e-5, because="The rate before the first step.")
    for epoch in (1, 2):
        expect.number(made.learn([batch(seed), batch(seed + 1), batch(seed + 2)]), what="the mean loss")
        wanted = 0.1 * (1 + np.cos(np.pi * 3 * epoch / 10))
        expect.close(made.rate(), wanted, rtol=1e-4, because="The rate falls with each batch.")


def probe_noise_while_scoring(candidate, seed):
    made, still = trainer(candidate, drawn(1), dropout=0.6), trainer(candidate, drawn(1))
    codes, labels = batch(seed)
    made.step(codes, labels)
    made.load(drawn(1))
    wanted = expect.array(still.score(codes), (6, 3), what="the logits")
    for _ in range(2):
        expect.close(made.score(codes), wanted, rtol=1e-4, because="Reviews are scored without dropout.")
    expect.that(float(np.ptp(wanted)) > 1e-3, "Reviews differ.")


def probe_calm_while_learning(candidate, seed):
    made, still = trainer(candidate, drawn(1), dropout=0.6), trainer(candidate, drawn(1))
    losses = []
    for _ in range(4):
        expect.array(made.score(batch(seed)[0]), (6, 3), what="the logits")
        made.load(drawn(1))
        losses.append(expect.number(made.step(*batch(seed)), what="the loss"))
    plain = expect.number(still.step(*batch(seed)), what="the loss")
    expect.that(len({round(loss, 5) for loss in losses}) > 1, "While learning, dropout draws anew for each step.")
    expect.that(any(abs(loss - plain) > 1e-4 for loss in losses), "While learning, dropout is on.")


def probe_vectors_stay(candidate, seed):
    made = trainer(candidate, drawn(1))
    codes, labels = full(seed)
    expect.number(made.step(codes, labels), what="the loss")
    moved = np.abs(weights_of(made)["vectors.weight"] - drawn(1)["vectors.weight"]).max(axis=1) > 1e-6
    expect.equal(moved, np.isin(np.arange(9), codes), because="The words of the batch learn, and no others.")


def whole(candidate):
    start = {name: value.astype(float) for name, value in drawn(1).items()}
    codes, labels = batch(31)
    codes[2] = 0
    made = trainer(candidate, drawn(1))
    expect.close(made.score(codes), twin(start, codes, labels)[0], rtol=1e-3, atol=1e-4, because="The logits.")
    expect.close(made.loss(codes, labels), twin(start, codes, labels)[1], rtol=1e-4, because="The held-out loss.")
    gradient = slopes(start, codes, labels)
    norm = np.sqrt(sum((value**2).sum() for value in gradient.values()))
    for allowed in (1e6, 0.5 * norm):
        made = trainer(candidate, drawn(1), decay=0.2, max_norm=float(allowed))
        loss = made.step(codes, labels)
        expect.close(loss, twin(start, codes, labels)[1], rtol=1e-4, because="The loss before a step.")
        for name, value in weights_of(made).items():
            pulled = gradient[name] * min(1.0, allowed / norm) + (0.2 * start[name] if value.ndim > 1 else 0.0)
            expect.close(value, start[name] - 0.1 * pulled, rtol=1e-3, atol=1e-4, because="The weights after a step.")
    made = trainer(candidate, drawn(1), rate=0.2, steps=6)
    batches = [batch(32), batch(33)]
    mean = expect.number(made.learn(batches), what="the mean loss")
    other = trainer(candidate, drawn(1), rate=0.2)
    losses = [expect.number(other.step(*batches[0]), what="the loss")]
    lower = trainer(candidate, weights_of(other), rate=0.1 * (1 + np.cos(np.pi / 6)))
    losses.append(expect.number(lower.step(*batches[1]), what="the loss"))
    expect.close(mean, np.mean(losses), rtol=1e-4, because="The mean loss of an epoch.")
    for name, value in weights_of(lower).items():
        expect.close(weights_of(made)[name], value, rtol=1e-3, atol=1e-5, because="The weights after an epoch.")
    for changed in (labels, (labels + 1) % 3):
        made, again = trainer(candidate, drawn(1)), trainer(candidate, drawn(1))
        wanted = []
        for _ in range(3):
            again.learn([(codes, changed)])
            wanted.append(expect.number(again.loss(codes, labels), what="the loss"))
        found = expect.array(made.fit([(codes, changed)], codes, labels, 3), (3,), what="the losses")
        expect.close(found, wanted, rtol=1e-4, because="Held-out losses, epoch by epoch.")
        expect.close(made.loss(codes, labels), min(wanted), rtol=1e-4, because="The network after `fit`.")
    for probe in (probe_clipped_before, probe_graphs_are_kept, probe_calm_while_learning, probe_noise_while_scoring):
        probe(candidate, 35)
    probe_padding_counts(candidate, 35)
    probe_gradients_add_up(candidate, 36)
    probe_vectors_stay(candidate, 37)
    probe_rate_for_each_epoch(candidate, 38)
    padding_and_going_on(candidate)


def test_fault_1(candidate):
    for seed in (11, 12, 13):
        probe_graphs_are_kept(candidate, seed)


def test_fault_2(candidate):
    for seed in (11, 12, 13):
        probe_padding_counts(candidate, seed)


def test_fault_3(candidate):
    for seed in (11, 12, 13):
        probe_best_is_not_kept(candidate, seed)


def test_whole_program(candidate):
    whole(candidate)
