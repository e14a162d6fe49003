"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_learns_from_three_words(candidate):
    expect.equal(candidate.train(["abab abab cab"], 258), [(97, 98), (256, 256)], what="the merges")


def test_encodes_with_two_merges(candidate):
    expect.equal(candidate.encode("cabab", [(97, 98), (256, 256)]), [99, 257], what="the tokens")


def test_decodes_with_two_merges(candidate):
    expect.equal(candidate.decode([99, 257, 32, 256], [(97, 98), (256, 256)]), "cabab ab", what="the text")
