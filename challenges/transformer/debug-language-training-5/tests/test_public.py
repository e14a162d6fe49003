"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def reproduce(candidate, seed):
    losses = np.random.default_rng(seed).uniform(0.5, 4.0, 3)
    found = candidate.perplexity(losses, np.array([50, 50, 50]))
    expect.close(found, np.exp(losses.mean()), because="Batches of one size.")
    expect.close(candidate.perplexity(losses[:1], np.array([7])), np.exp(losses[0]), because="A single batch.")


def test_example(candidate):
    reproduce(candidate, 1)
