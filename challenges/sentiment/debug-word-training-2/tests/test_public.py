"""The first complaint, as a check that a candidate can read and run."""

from prep.grading import expect


def reproduce(candidate, seed):
    codes = {"film": 1, "dull": 2, "great": 3}
    texts = [["dull", "film", "dull", "dull"], ["great"] * (seed + 1), ["so", "so", "film"]]
    wanted = [[0, 1, 3, 0], [0, 0, 0, seed + 1], [2, 1, 0, 0]]
    expect.close(candidate.bags(texts, codes), wanted, because="A word that stands there twice counts twice.")


def test_example(candidate):
    reproduce(candidate, 1)
