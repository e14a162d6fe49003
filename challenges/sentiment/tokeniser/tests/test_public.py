"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_tokens_of_a_review(candidate):
    text = "I didn't expect THAT: 4.5 stars, well-earned!"
    expected = ["i", "didn't", "expect", "that", ":", "4.5", "stars", ",", "well", "earned", "!"]
    expect.equal(candidate.tokenise(text), expected, what="the tokens")


def test_breaks_of_a_review(candidate):
    text = "Slow start.<br /><br />Then it's \u2018Tom &amp; Anna\u2019 <i>all</i> over"
    expected = ["slow", "start", ".", "then", "it's", "tom", "anna", "all", "over"]
    expect.equal(candidate.tokenise(text), expected, what="the tokens")
