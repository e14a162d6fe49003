"""The checks that a candidate can read and run."""

from prep.grading import expect

WORDS = ["I", "did", "not", "like", "the", "ending", ",", "the", "rest", "was", "fine"]
STOP_WORDS = ["i", "did", "the", "was", "not"]


def test_keeps_the_not_of_a_review(candidate):
    expect.equal(candidate.is_negation("not"), True, what="is_negation")
    expect.equal(candidate.is_negation("like"), False, what="is_negation")
    expected = ["not", "like", "ending", ",", "rest", "fine"]
    expect.equal(candidate.remove_stop_words(WORDS, STOP_WORDS), expected, what="the words")


def test_marks_the_words_of_a_review(candidate):
    expected = ["not", "not_like", "not_ending", ",", "rest", "fine"]
    expect.equal(candidate.mark_negated(WORDS, STOP_WORDS), expected, what="the words")
