"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def batch(seed, words=30, size=6, pairs=5, negatives=3, *, distinct=False, scale=0.5):
    """Both matrices and the word numbers of a batch; `distinct` lets no word occur twice."""
    rng = np.random.default_rng(seed)
    inputs, outputs = rng.normal(0.0, scale, (2, words, size))
    if distinct:
        drawn = rng.permutation(words)[: pairs * (2 + negatives)].reshape(pairs, 2 + negatives)
    else:
        drawn = rng.integers(0, words, (pairs, 2 + negatives))
    return inputs, outputs, drawn[:, 0], drawn[:, 1], drawn[:, 2:]


def expect_step(candidate, given, rate=0.3):
    loss, *matrices = expect.sequence(candidate.skip_gram_step(*given, rate), 3, what="the result")
    expected = reference.skip_gram_step(*given, rate)
    expect.close(loss, expected[0], what="the loss")
    for matrix, wanted, name in zip(matrices, expected[1:], ("inputs", "outputs"), strict=True):
        found = expect.array(matrix, wanted.shape, kinds="f", what=name)
        expect.that(
            found.dtype == np.float64,
            f"{name} is an array of {found.dtype}; float64 is asked for",
            because="The vectors must be of float64.",
        )
        expect.close(found, wanted, what=f"{name} after the step")


def expect_pairs(candidate, words, window):
    wanted = [
        (words[i], words[j])
        for i in range(len(words))
        for j in range(max(0, i - window), min(len(words), i + window + 1))
        if i != j
    ]
    found = expect.sequence(candidate.skip_gram_pairs(words, window), 2, what="the pairs")
    for part, numbers, name in zip(found, zip(*wanted, strict=True), ("centres", "contexts"), strict=True):
        expect.equal(expect.array(part, (len(numbers),), kinds="iu", what=name), np.array(numbers), what=name)


def test_pairs_of_a_text(candidate):
    rng = np.random.default_rng(1)
    for length, window in [(9, 2), (30, 5), (4, 3), (3, 40), (2, 1)]:
        expect_pairs(candidate, rng.integers(0, 50, length).tolist(), window)
    expect_pairs(candidate, [4, 4, 9, 4], 2)


def test_texts_without_pairs(candidate):
    for words in ([], [5]):
        found = expect.sequence(candidate.skip_gram_pairs(words, 2), 2, what="the pairs")
        for part in found:
            expect.array(part, (0,), what="the pairs of fewer than two words")
    expect_pairs(candidate, [5, 6], 2)


def test_shares_of_frequent_and_rare_words(candidate):
    rng = np.random.default_rng(2)
    for counts in (rng.integers(1, 5_000, 40), np.array([3, 0, 100, 1, 0]), [7]):
        expect.close(candidate.noise_shares(counts), reference.noise_shares(counts), what="the shares")
        for power in (0.0, 0.5, 1.0):
            expected = reference.noise_shares(counts, power)
            expect.close(candidate.noise_shares(counts, power=power), expected, what="the shares")


def test_loss_is_a_mean_over_pairs(candidate):
    for seed, pairs, negatives in [(3, 1, 4), (4, 8, 2), (5, 20, 5)]:
        given = batch(seed, pairs=pairs, negatives=negatives)
        found = expect.sequence(candidate.skip_gram_step(*given, 0.5), 3, what="the result")
        expect.close(found[0], reference.skip_gram_step(*given, 0.5)[0], what="the loss")


def test_step_of_words_that_occur_once(candidate):
    for seed, pairs, rate in [(6, 1, 1.0), (7, 5, 0.1), (8, 6, 7.5)]:
        expect_step(candidate, batch(seed, pairs=pairs, distinct=True), rate)


def test_step_goes_along_the_slope(candidate):
    inputs, outputs, *words = batch(9, words=7, size=3, pairs=4)
    found = expect.sequence(candidate.skip_gram_step(inputs, outputs, *words, 1.0), 3, what="the result")
    moved = [expect.array(m, (7, 3), what="a matrix") - m0 for m, m0 in zip(found[1:], (inputs, outputs), strict=True)]
    rng = np.random.default_rng(10)
    for _ in range(5):
        way = rng.normal(size=(2, 7, 3))
        losses = [
            reference.skip_gram_step(inputs + h * way[0], outputs + h * way[1], *words, 0.0)[0] for h in (1e-5, -1e-5)
        ]
        slope = (losses[0] - losses[1]) / 2e-5
        expect.close(-np.sum(np.array(moved) * way), slope, rtol=1e-5, atol=1e-8, what="the slope along a direction")


def test_words_that_occur_several_times(candidate):
    expect_step(candidate, batch(11, words=4, pairs=12, negatives=5))
    inputs, outputs = batch(12, words=5)[:2]
    for words in (([2, 2, 2], [0, 1, 3], [[4], [4], [4]]), ([0, 1], [3, 3], [[2, 2, 2], [2, 2, 3]])):
        expect_step(candidate, (inputs, outputs, *map(np.array, words)))


def test_negatives_that_are_context_or_centre(candidate):
    inputs, outputs = batch(13, words=5)[:2]
    for words in (([0, 2], [1, 3], [[1, 4], [3, 3]]), ([0, 2], [1, 3], [[0, 4], [2, 2]]), ([1], [1], [[1]])):
        expect_step(candidate, (inputs, outputs, *map(np.array, words)))


def test_large_products_stay_finite(candidate):
    rng = np.random.default_rng(14)
    inputs, outputs = np.array([[30.0, 0.0], [-25.0, 1.0], [20.0, 5.0]]), rng.normal(0.0, 1.0, (3, 2))
    outputs[:, 0] = 28.0, -30.0, 33.0
    for words in (([0], [1], [[2]]), ([1, 2], [2, 0], [[1, 0], [1, 1]]), ([0, 1, 2], [0, 0, 1], [[1], [1], [2]])):
        expect_step(candidate, (inputs, outputs, *map(np.array, words)), 0.01)


def test_other_rows_and_arguments_stay(candidate):
    given = batch(15, words=60, pairs=4)
    called = candidate.skip_gram_step.with_arguments(*given, 0.5)
    for after, before in zip(called.arguments, given, strict=False):
        expect.equal(after, before, what="an argument after the call")
    _, inputs, outputs = expect.sequence(called.value, 3, what="the result")
    for matrix, before, used, name in [
        (inputs, given[0], given[2], "inputs"),
        (outputs, given[1], np.append(given[3], given[4]), "outputs"),
    ]:
        found = expect.array(matrix, before.shape, what=name)
        others = np.setdiff1d(np.arange(60), used)
        expect.equal(found[others], before[others], what=f"the rows of {name} that are not in the batch")
        expect.that(
            (found[used] != before[used]).any(axis=1).all(),
            f"a word of the batch did not move in {name}",
            because="A word of the batch did not move.",
        )


def test_takes_lists_float32_and_no_negatives(candidate):
    inputs, outputs, centres, contexts, negatives = batch(16, pairs=6)
    small = inputs.astype(np.float32), outputs.astype(np.float32)
    expect_step(candidate, (*small, centres.astype(np.uint8), contexts.astype(np.int16), negatives.astype(np.uint8)))
    expect_step(candidate, (inputs, outputs, centres.tolist(), contexts.tolist(), negatives.tolist()))
    expect_step(candidate, (inputs, outputs, centres, contexts, negatives[:, :0]))
    expect_step(candidate, (inputs, outputs, centres.tolist(), contexts.tolist(), [[]] * 6))
    # 30,000² + 0.3 - 30,000²: single precision has no digits left for the 0.3.
    far = np.array([[3e4, 1.0, 3e4], [1.0, 2.0, 0.5]], dtype=np.float32)
    near = np.array([[3e4, 0.3, -3e4], [0.5, -1.0, 1.0]], dtype=np.float32)
    with expect.case("Matrices of float32 are to be computed with in float64."):
        expect_step(candidate, (far, near, [0, 1], [0, 1], [[0], [0]]), 0.01)
    expect.close(candidate.noise_shares([1, 15]), reference.noise_shares([1, 15]), what="the shares")
    expect.close(candidate.noise_shares(np.array([200, 50], dtype=np.uint8), 2.0), [16 / 17, 1 / 17], what="the shares")


def test_large_batches(candidate):
    expect_step(candidate, batch(17, words=5_000, size=50, pairs=8_000, negatives=5), 25.0)


def test_refuses_impossible_input(candidate):
    for window in (0, -1):
        with candidate.raises(ValueError, because="window is below 1"):
            candidate.skip_gram_pairs([1, 2, 3], window)
    for counts, why in [([3, -1], "a count is negative"), ([0, 0], "all counts are 0")]:
        with candidate.raises(ValueError, because=why):
            candidate.noise_shares(counts)
    inputs, outputs, centres, contexts, negatives = batch(18, words=8, pairs=3)
    low, high = np.array([0, -1, 2]), np.array([0, 8, 2])
    few = np.array([], dtype=int)
    cases = [
        ((inputs, outputs[:7], centres, contexts, negatives), "the matrices differ in rows"),
        ((inputs, outputs[:, :5], centres, contexts, negatives), "the matrices differ in columns"),
        ((inputs, outputs, few, few, negatives[:0]), "there are no pairs"),
        ((inputs, outputs, centres, contexts[:2], negatives), "there are too few contexts"),
        ((inputs, outputs, centres, contexts[:1], negatives), "there is one context for three centres"),
        ((inputs, outputs, centres, contexts, negatives[:2]), "there are too few rows of negatives"),
    ]
    for wrong, number in [(low, "negative"), (high, "not below v")]:
        cases += [
            ((inputs, outputs, wrong, contexts, negatives), f"a centre is {number}"),
            ((inputs, outputs, centres, wrong, negatives), f"a context is {number}"),
            ((inputs, outputs, centres, contexts, np.column_stack([centres, wrong])), f"a negative is {number}"),
        ]
    for given, why in cases:
        with candidate.raises(ValueError, because=why):
            candidate.skip_gram_step(*given, 0.1)
    edge = np.array([0, 7, 0])
    expect_step(candidate, (inputs, outputs, edge, edge[::-1], np.column_stack([edge, edge])))
