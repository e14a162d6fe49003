"""The checks that a candidate can read and run."""

from prep.grading import expect

REVIEWS = ["good"] * 6 + ["bad"] * 4


def test_split_of_ten_reviews(candidate):
    train, test = expect.sequence(candidate.stratified_split(REVIEWS, 5, seed=1), 2, what="the split")
    train, test = expect.array(train, (5,), kinds="iu"), expect.array(test, (5,), kinds="iu")
    expect.equal(sorted([*train.tolist(), *test.tolist()]), list(range(10)), what="all rows")
    expect.equal(sum(REVIEWS[row] == "good" for row in test.tolist()), 3, what="good reviews to test on")


def test_folds_of_nine_reviews(candidate):
    labels = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    folds = expect.sequence(candidate.stratified_folds(labels, 3, seed=1), 3, what="the folds")
    for fold in folds:
        rows = expect.array(fold, (3,), what="a fold", kinds="iu").tolist()
        expect.equal([labels[row] for row in rows], [0, 1, 2], what="the labels of a fold")
