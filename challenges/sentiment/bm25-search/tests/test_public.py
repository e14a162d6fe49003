"""The checks that a candidate can read and run."""

from prep.grading import expect

REVIEWS = [["good", "film"], ["bad", "film"], ["good", "good", "fun"]]


def test_scores_of_three_reviews(candidate):
    index = candidate.Index()
    index.add(REVIEWS)
    expect.close(index.scores(["good"]), [0.502293954919, 0.0, 0.614958019574], rtol=1e-9)


def test_best_of_three_reviews(candidate):
    index = candidate.Index()
    index.add(REVIEWS)
    found = expect.sequence(index.search(["good", "fun"], 2), 2)
    expect.close(found[0], [2, 1.484047231103], rtol=1e-9, what="the best")
    expect.close(found[1], [0, 0.502293954919], rtol=1e-9, what="the second")
