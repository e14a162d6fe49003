"""The checks that decide."""

import numpy as np

from prep.grading import expect


def means(states, lengths):
    return np.array(
        [state[:n].mean(axis=0) if n else np.zeros(state.shape[1]) for state, n in zip(states, lengths, strict=True)]
    )


def expect_means(candidate, states, lengths, because):
    called = candidate.masked_mean.with_arguments(states, lengths)
    expect.close(called.value, means(states, lengths), because=because)
    expect.that(np.array_equal(called.arguments[0], states, equal_nan=True), "The states are changed by the call.")


def test_padding_does_not_count(candidate):
    rng = np.random.default_rng(1)
    for n, width, d in ((4, 6, 3), (3, 3, 3), (1, 5, 2), (6, 2, 1)):
        lengths = rng.integers(1, width + 1, n)
        mask = expect.array(candidate.word_mask(lengths, width), (n, width), what="the mask", kinds="b")
        wanted = [[place < length for place in range(width)] for length in lengths.tolist()]
        expect.equal(mask.tolist(), wanted, because="The mask of several lengths.")
        expect_means(candidate, rng.normal(size=(n, width, d)), lengths, "Texts of several lengths.")
    heavy = np.full((2, 100, 2), 1000.0, dtype=np.float16)
    found = candidate.masked_mean(heavy, np.array([100, 80]))
    expect.close(found, np.full((2, 2), 1000.0), because="Sums beyond what half precision holds.")


def test_whatever_stands_there(candidate):
    states = np.random.default_rng(2).normal(size=(4, 5, 2))
    lengths = np.array([2, 5, 3, 1])
    for k, value in enumerate((np.nan, 0.0, np.inf, -np.inf)):
        states[k, lengths[k] :] = value
    expect_means(candidate, states, lengths, "NaN and infinity stand in the padding.")


def test_texts_without_words(candidate):
    states = np.random.default_rng(3).normal(size=(3, 4, 2))
    expect_means(candidate, states, np.array([0, 4, 2]), "A text has no words.")
    for dtype in (np.uint8, np.uint16, np.uint64, np.int8):
        lengths = np.array([0, 4, 2], dtype=dtype)
        wanted = [[False] * 4, [True] * 4, [True, True, False, False]]
        expect.equal(candidate.word_mask(lengths, 4), wanted, because="Lengths of a small dtype.")
        expect_means(candidate, states, lengths, "Lengths of a small dtype.")
    for bad in ([1, 5, 2], [2, -1, 3]):
        for call in (lambda bad=bad: candidate.masked_mean(states, bad), lambda bad=bad: candidate.word_mask(bad, 4)):
            with candidate.raises(ValueError, because="a length does not fit the width"):
                call()
