"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

RTOL = 1e-9


def expect_same_path(candidate, name, arguments, because, shapes=((4,),), steps=6, seed=1, scale=1.0):
    """The same gradients lead both optimisers to the same places, step by step."""
    rng = np.random.default_rng(seed)
    found, wanted = getattr(candidate, name)(**arguments), getattr(reference, name)(**arguments)
    parameters = [rng.normal(size=shape) for shape in shapes]
    for _ in range(steps):
        gradients = [scale * rng.normal(size=shape) for shape in shapes]
        moved = expect.sequence(found.step(parameters, gradients), len(shapes), what="the new parameters")
        parameters = wanted.step(parameters, gradients)
        for array, expected in zip(moved, parameters, strict=True):
            expect.close(array, expected, rtol=RTOL, atol=1e-12, what="a parameter", because=because)


def test_plain_steps(candidate):
    expect_same_path(candidate, "SGD", {"rate": 0.3}, "Several plain steps.", seed=2)
    expect_same_path(candidate, "SGD", {"rate": 1e-3}, "Several plain, short steps.", seed=3, scale=50.0)


def test_momentum_over_many_steps(candidate):
    for momentum in (0.9, 0.5, 0.99):
        arguments = {"rate": 0.05, "momentum": momentum}
        expect_same_path(candidate, "SGD", arguments, "Momentum over twelve steps.", steps=12, seed=4)


def test_decay_in_sgd(candidate):
    arguments = {"rate": 0.1, "weight_decay": 0.2}
    expect_same_path(candidate, "SGD", arguments, "Decay without momentum.", seed=5)
    expect_same_path(candidate, "SGD", arguments | {"momentum": 0.8}, "Decay goes into the velocity.", seed=6)


def test_adam_over_many_steps(candidate):
    for name, decay in [("Adam", {}), ("AdamW", {"weight_decay": 0.0})]:
        expect_same_path(candidate, name, {"rate": 0.01} | decay, "The settings of the default.", steps=15, seed=7)
        betas = {"rate": 0.1, "beta1": 0.5, "beta2": 0.7} | decay
        expect_same_path(candidate, name, betas, "Other betas.", steps=9, seed=8)
        still = {"rate": 0.1, "beta1": 0.0, "beta2": 0.0} | decay
        expect_same_path(candidate, name, still, "Betas of 0: nothing is remembered.", seed=9)


def test_tiny_gradients(candidate):
    for name in ("Adam", "AdamW"):
        for eps, scale in [(1e-8, 1e-8), (1e-3, 1e-3), (0.5, 1.0)]:
            arguments = {"rate": 0.1, "eps": eps, "weight_decay": 0.0}
            expect_same_path(candidate, name, arguments, "Gradients are about as small as eps.", seed=10, scale=scale)
        default = {"rate": 0.1, "weight_decay": 0.0}
        expect_same_path(candidate, name, default, "Gradients are as small as eps is by default.", seed=11, scale=1e-8)
        expect_same_path(candidate, name, default, "All gradients are 0.", scale=0.0)


def test_decay_in_adam_and_adamw(candidate):
    for name in ("Adam", "AdamW"):
        for decay in (0.1, 2.0):
            arguments = {"rate": 0.05, "weight_decay": decay}
            expect_same_path(candidate, name, arguments, "Steps with weight decay.", steps=8, seed=12)
        still = {"rate": 0.05, "weight_decay": 0.5}
        expect_same_path(candidate, name, still, "Weight decay where all gradients are 0.", seed=13, scale=0.0)
    expect_same_path(candidate, "AdamW", {"rate": 0.5}, "The weight decay of the default.", steps=4, seed=14)


def test_several_parameters_of_any_shape(candidate):
    shapes = ((2, 3), (3,), (), (2, 1, 2), (1,))
    for name, arguments in [
        ("SGD", {"rate": 0.1, "momentum": 0.9, "weight_decay": 0.1}),
        ("Adam", {"rate": 0.1, "weight_decay": 0.1}),
        ("AdamW", {"rate": 0.1}),
    ]:
        expect_same_path(candidate, name, arguments, "Five parameters of five shapes.", shapes, seed=15)


def test_optimisers_share_nothing(candidate):
    for name in ("SGD", "Adam", "AdamW"):
        settings = {"rate": 0.1} | ({"momentum": 0.9} if name == "SGD" else {})
        first, second = getattr(candidate, name)(**settings), getattr(candidate, name)(**settings)
        fresh = getattr(reference, name)(**settings)
        first.step([[1.0, 2.0]], [[3.0, -4.0]])
        first.step([[1.0, 2.0]], [[1.0, 1.0]])
        found = expect.sequence(second.step([[5.0, 6.0]], [[0.5, 0.1]]), 1, what="the new parameters")
        wanted = fresh.step([[5.0, 6.0]], [[0.5, 0.1]])[0]
        expect.close(found[0], wanted, rtol=RTOL, because="Another optimiser has made steps before.")


def test_leaves_inputs_unchanged(candidate):
    rng = np.random.default_rng(16)
    for name in ("SGD", "Adam", "AdamW"):
        parameters, gradients = [rng.normal(size=(3, 2))], [rng.normal(size=(3, 2))]
        called = getattr(candidate, name)(0.1).step.with_arguments(parameters, gradients)
        expect.equal(called.arguments[0][0], parameters[0], because="The parameters after the step.")
        expect.equal(called.arguments[1][0], gradients[0], because="The gradients after the step.")
        optimiser, wanted = getattr(candidate, name)(0.1), getattr(reference, name)(0.1)
        for dtype in (np.float32, np.uint8, np.int8, np.float16):
            small = [np.array([100, 3, 7]).astype(dtype)], [np.array([9, 90, 1]).astype(dtype)]
            found = expect.sequence(optimiser.step(*small), 1, what="the new parameters")
            expected = wanted.step(*small)[0]
            expect.close(found[0], expected, rtol=RTOL, because="Parameters and gradients of small dtypes.")
        found = expect.sequence(optimiser.step([[1, 2, 3]], [[1, 0, 1]]), 1, what="the new parameters")
        expect.close(found[0], wanted.step([[1, 2, 3]], [[1, 0, 1]])[0], rtol=RTOL, because="Lists of whole numbers.")


def test_refused_steps_change_nothing(candidate):
    good = [np.ones((2, 2)), np.ones(3)], [np.full((2, 2), 0.3), np.arange(3.0)]
    for name in ("SGD", "Adam", "AdamW"):
        settings = {"rate": 0.1} | ({"momentum": 0.9} if name == "SGD" else {})
        optimiser, wanted = getattr(candidate, name)(**settings), getattr(reference, name)(**settings)
        for number in range(2):
            for parameters, gradients, why in [
                ([], [], "there are no parameters"),
                (good[0], good[1][:1], "a gradient is missing"),
                (good[0], [good[1][0], np.ones(1)], "a gradient would have to be broadcast"),
                (good[0], [good[1][0].ravel(), good[1][1]], "a gradient has another shape"),
                (good[0], [good[1][0], good[1][1], np.ones(2)], "there is a gradient too many"),
            ] + [(good[0][:1], good[1][:1], "the first step had two parameters")] * number:
                with candidate.raises(ValueError, because=why):
                    optimiser.step(parameters, gradients)
            found = expect.sequence(optimiser.step(*good), 2, what="the new parameters")
            for array, expected in zip(found, wanted.step(*good), strict=True):
                expect.close(array, expected, rtol=RTOL, because="A step after refused ones.")
        optimiser, wanted = getattr(candidate, name)(**settings), getattr(reference, name)(**settings)
        with candidate.raises(ValueError, because="a gradient has another shape, in the very first step"):
            optimiser.step([np.ones((1, 2))], [np.ones(1)])
        found = expect.sequence(optimiser.step(*good), 2, what="the new parameters")
        for array, expected in zip(found, wanted.step(*good), strict=True):
            because = "A first step of other shapes after one that was refused."
            expect.close(array, expected, rtol=RTOL, because=because)


def test_refuses_impossible_settings(candidate):
    for name, settings, why in [
        ("SGD", {"rate": 0.0}, "the rate is 0"),
        ("SGD", {"rate": -0.1}, "the rate is negative"),
        ("SGD", {"rate": 0.1, "momentum": 1.0}, "momentum is 1"),
        ("SGD", {"rate": 0.1, "momentum": -0.1}, "momentum is negative"),
        ("SGD", {"rate": 0.1, "weight_decay": -1e-3}, "weight_decay is negative"),
        *[
            (name, {"rate": 0.1} | wrong, why)
            for name in ("Adam", "AdamW")
            for wrong, why in [
                ({"rate": 0.0}, "the rate is 0"),
                ({"eps": 0.0}, "eps is 0"),
                ({"beta1": 1.0}, "beta1 is 1"),
                ({"beta1": -0.1}, "beta1 is negative"),
                ({"beta2": 1.0}, "beta2 is 1"),
                ({"beta2": -0.1}, "beta2 is negative"),
                ({"weight_decay": -1e-3}, "weight_decay is negative"),
            ]
        ],
    ]:
        with candidate.raises(ValueError, because=why):
            getattr(candidate, name)(**settings)
    expect_same_path(candidate, "Adam", {"rate": 1.5, "eps": 2.0}, "Settings above 1 where they may be.")
    expect_same_path(candidate, "SGD", {"rate": 1.5, "weight_decay": 1.5}, "Settings above 1 where they may be.")
