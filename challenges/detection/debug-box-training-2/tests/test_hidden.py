"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def frame(seed, count=4, side=6, stride=8):
    """Boxes with their centres in different cells, and their kinds."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(side * side, count, replace=False)
    centres = np.column_stack([cells % side, cells // side]) * stride + rng.uniform(1.0, stride - 1.0, (count, 2))
    halves = rng.uniform(3.0, 11.0, (count, 2))
    return np.hstack([centres - halves, centres + halves]), rng.integers(0, 3, count)


def aims(candidate, boxes, kinds):
    """Kinds, shape (6, 6), and distances, shape (6, 6, 4)."""
    found = expect.sequence(candidate.targets(boxes, kinds, 6, 8), 2, what="the result")
    return expect.array(found[0], (6, 6), what="the kinds"), expect.array(found[1], (6, 6, 4), what="the distances")


def cells(seed):
    """Logits of 5 by 5 cells and 3 kinds, and kinds of which most are -1."""
    rng = np.random.default_rng(seed)
    kinds = np.where(rng.random((5, 5)) < 0.25, rng.integers(0, 3, (5, 5)), -1)
    kinds[0, 1], kinds[2, 2] = 1, -1
    return rng.normal(0.0, 2.0, (5, 5, 3)), kinds


def layers(seed):
    """Weights of a backbone and a head, with matrices, biases and scales."""
    rng = np.random.default_rng(seed)
    names = ["backbone.conv", "backbone.bias", "head.conv", "head.bias", "head.scale"]
    shapes = [(3, 2), (2,), (2, 4), (4,), (4,)]
    return {name: rng.normal(1.0, 0.3, shape) for name, shape in zip(names, shapes, strict=True)}


def expect_layers(found, wanted, because):
    """Arrays of these names."""
    found = expect.mapping(found, list(wanted), what="the weights")
    for name, value in wanted.items():
        expect.close(found[name], value, what=name, because=because)


def awkward_box_cases(candidate):
    """Greedy matching, names, dtypes and sizes on the edge, and arguments after the call."""
    first, second = [0.0, 0.0, 10.0, 10.0], [2.0, 0.0, 12.0, 10.0]
    further, nearer = [3.0, 0.0, 13.0, 10.0], [-2.0, 0.0, 8.0, 10.0]
    between, left = [1.2, 0.0, 11.2, 10.0], [-1.0, 0.0, 9.0, 10.0]
    for found, truth, hits, why in (
        ([first, first], [first, second], 1.0, "A box that is taken is passed over for the next best one."),
        ([second, first], [first, second], 1.0, "Of two boxes that overlap enough, the one that overlaps more counts."),
        (
            [further, nearer],
            [first, further],
            1.0,
            "Of two boxes that overlap enough, the one that overlaps more counts.",
        ),
        ([between, left], [first, further], 0.5, "The surest detection chooses first, even where that costs a hit."),
    ):
        values = expect.sequence(
            candidate.precision_recall(np.array(found), np.array(truth), 0.5), 2, what="the result"
        )
        expect.close(values, [hits, hits], because=why)
    logits, kinds = np.where(np.arange(3) == 1, 1000.0, -1000.0) * np.ones((2, 2, 3)), np.ones((2, 2), dtype=int)
    for sure, wanted in ((logits, 0.0), (-logits, 3000.0)):
        found = expect.sequence(candidate.class_loss(sure, kinds), 2, what="the result")
        expect.close(found[0], wanted, atol=1e-9, because="The loss of very large logits.")
        expect.array(found[1], (2, 2, 3), what="the gradient")
    rng = np.random.default_rng(41)
    names = {
        "trunk.conv": (2, 3, 3),
        "head.trunk_scale": (2, 2),
        "trunk": (3,),
        "Trunk.bias": (2,),
        "neck": (2, 2, 2, 2),
    }
    weights, kept, gradients = ({name: rng.normal(size=shape) for name, shape in names.items()} for _ in range(3))
    settings = {"rate": 0.2, "decay": 0.5, "keep": 0.8, "frozen": "trunk"}
    called = candidate.update.with_arguments(weights, kept, gradients, **settings)
    for part, wanted in zip(
        expect.sequence(called.value, 2, what="the result"),
        reference.update(weights, kept, gradients, **settings),
        strict=True,
    ):
        expect_layers(part, wanted, "What is frozen is frozen by the beginning of its name.")
    calls = [called]
    for name, arguments in (
        ("train_only", (gradients, "trunk")),
        ("decayed", (weights, 0.2, 0.5)),
        ("averaged", (kept, weights, 0.8)),
    ):
        calls.append(getattr(candidate, name).with_arguments(*arguments))
        expect_layers(calls[-1].value, getattr(reference, name)(*arguments), "Weights of any number of dimensions.")
    given = [(weights, kept, gradients), (gradients, "trunk"), (weights, 0.2, 0.5), (kept, weights, 0.8)]
    for call, arguments in zip(calls, given, strict=True):
        for after, before in zip(call.arguments, arguments, strict=True):
            if isinstance(before, dict):
                expect_layers(after, before, "An argument after the call.")
    boxes, classes = frame(42)
    logits, marks = cells(43)
    sides = rng.normal(size=(2, 5, 5, 4))
    for call, arguments in (
        (candidate.targets, (boxes, classes, 6, 8)),
        (candidate.flip, (rng.random((20, 48)), boxes)),
        (candidate.class_loss, (logits, marks)),
        (candidate.box_loss, (*sides, marks)),
        (candidate.precision_recall, (boxes, boxes[::-1].copy(), 0.5)),
    ):
        for after, before in zip(call.with_arguments(*arguments).arguments, arguments, strict=True):
            expect.equal(after, before, because="An argument after the call.")
    centres = np.array([[4.0, 4.0], [4.0, 12.0], [12.0, 4.0], [4.5, 4.5]])
    boxes = np.hstack([centres - 3.0, centres + 2.0])
    found = aims(candidate, boxes, np.array([2, 0, 1, 1]))
    wanted = reference.targets(boxes, np.array([2, 0, 1, 1]), 6, 8)
    expect.equal(found[0], wanted[0], because="Of two boxes in a cell the later one counts.")
    expect.close(found[1], wanted[1], because="Of two boxes in a cell the later one counts.")


def probe_boxes_stay(candidate, seed):
    width = 48 + seed % 20
    image = np.random.default_rng(seed).random((30, width))
    boxes = np.array([[4.0, 5.0, 15.0, 20.0], [20.0, 2.0, 29.0, 28.0]])
    found = expect.sequence(candidate.flip(image, boxes), 2, what="the result")
    turned = expect.array(found[1], (2, 4), what="the boxes")
    pictures = expect.array(found[0], image.shape, what="the frame")
    expect.close(pictures, image[:, ::-1], because="The frame is mirrored.")
    expect.close(np.sort(turned[:, [0, 2]]), np.sort(width - boxes[:, [0, 2]]), because="Boxes are mirrored, too.")
    expect.that(bool((turned[:, 2] > turned[:, 0]).all()), "The right side of a box is right of its left side.")


def probe_mean_over_all_cells(candidate, seed):
    logits, kinds = cells(seed)
    wider = np.concatenate([logits, np.full((40, 5, 3), -60.0)])
    empty = np.concatenate([kinds, np.full((40, 5), -1)])
    found = expect.sequence(candidate.class_loss(logits, kinds), 2, what="the result")
    loss = expect.number(found[0], what="the loss")
    expect.that(loss > 0.5, "Untrained logits have a loss.")
    again = expect.sequence(candidate.class_loss(wider, empty), 2, what="the result")
    expect.close(again[0], loss, because="Empty cells that are sure to be empty do not make the loss smaller.")
    gradient = expect.array(found[1], logits.shape, what="the gradient")
    slopes = expect.array(again[1], wider.shape, what="the gradient")[:5]
    expect.close(slopes, gradient, because="Nor do they make the gradient smaller.")
    expect.that(float(np.abs(gradient).max()) > 0.01, "Untrained logits have a gradient.")


def whole(candidate):
    for seed, count in ((31, 6), (32, 1), (33, 0)):
        boxes, kinds = frame(seed, count)
        found = aims(candidate, boxes, kinds)
        wanted = reference.targets(boxes, kinds, 6, 8)
        expect.equal(found[0], wanted[0], because="The kind of each cell.")
        expect.close(found[1], wanted[1], because="The distances of each cell.")
        image = np.random.default_rng(seed).random((20, 48, 3))
        turned = expect.sequence(candidate.flip(image, boxes), 2, what="the result")
        for part, expected in zip(turned, reference.flip(image, boxes), strict=True):
            expect.close(part, expected, because="The frame and its boxes in a mirror.")
    for seed, shift in ((34, 0.0), (35, -3.0)):
        logits, kinds = cells(seed)
        for marks in (kinds, np.full((5, 5), -1), np.where(kinds == 2, -1, kinds)):
            found = expect.sequence(candidate.class_loss(logits + shift, marks), 2, what="the result")
            wanted = reference.class_loss(logits + shift, marks)
            expect.close(found[0], wanted[0], because="The loss of the classes.")
            expect.close(found[1], wanted[1], because="The gradient of the classes.")
            sides = np.random.default_rng(seed).normal(size=(2, 5, 5, 4))
            expect.close(
                candidate.box_loss(*sides, marks), reference.box_loss(*sides, marks), because="The boxes' loss."
            )
    weights, kept, gradients = layers(36), layers(37), layers(38)
    for frozen in ("backbone", "head.conv", "none"):
        settings = {"rate": 0.3, "decay": 0.4, "keep": 0.9, "frozen": frozen}
        found = expect.sequence(candidate.update(weights, kept, gradients, **settings), 2, what="the result")
        for part, wanted in zip(found, reference.update(weights, kept, gradients, **settings), strict=True):
            expect_layers(part, wanted, "Weights and their average after a step.")
        expect_layers(candidate.train_only(gradients, frozen), reference.train_only(gradients, frozen), "Gradients.")
    expect_layers(candidate.decayed(weights, 0.1, 0.3), reference.decayed(weights, 0.1, 0.3), "Weights after a decay.")
    expect_layers(candidate.averaged(kept, weights, 0.7), reference.averaged(kept, weights, 0.7), "The average.")
    rng = np.random.default_rng(39)
    for least in (0.3, 0.5, 0.7):
        for moved, count in ((1.0, 5), (2.5, 8), (9.0, 3)):
            truth, _ = frame(40, 5)
            found = truth[rng.integers(0, 5, count)] + rng.normal(0.0, moved, (count, 4)) * [1, 1, 0.1, 0.1]
            values = expect.sequence(candidate.precision_recall(found, truth, least), 2, what="the result")
            wanted = reference.precision_recall(found, truth, least)
            expect.close(values, wanted, because="Precision and recall of several detections.")
    box = np.array([[0.0, 0.0, 4.0, 4.0]])
    for found, truth in ((box, np.array([[0.0, 0.0, 4.0, 8.0]])), (box[:0], box), (box, box[:0]), (box, box + 50.0)):
        values = expect.sequence(candidate.precision_recall(found, truth, 0.5), 2, what="the result")
        wanted = reference.precision_recall(found, truth, 0.5)
        expect.close(values, wanted, because="Just enough overlap, nothing found, nothing there, nothing shared.")
    awkward_box_cases(candidate)


def test_fault_1(candidate):
    for seed in (11, 12, 13):
        probe_boxes_stay(candidate, seed)


def test_fault_2(candidate):
    for seed in (11, 12, 13):
        probe_mean_over_all_cells(candidate, seed)


def test_whole_program(candidate):
    whole(candidate)
