"""The checks that decide. What goes out is data/train.csv.gz and data/test.csv.gz; the prices of the latter stay here.

`split.py` knows them.
"""

import numpy as np
from split import split

import reference
from prep.grading import expect, given, project

TRAIN, TEST = given.table(__file__, "train.csv"), given.table(__file__, "test.csv")
TRUTH = split()[2]
PLAIN_COLUMNS = ["area", "Overall.Qual", "Year.Built", "Garage.Area", "Total.Bsmt.SF"]
FEW, SOME = TRAIN[:900], TEST
CENT = 0.01


def plain_prediction(train, test):
    """Least squares on a few columns, gaps as zeros: what a first attempt reaches."""

    def design(houses):
        return np.column_stack([np.ones(len(houses)), houses[PLAIN_COLUMNS].fillna(0.0)])

    return design(test) @ np.linalg.lstsq(design(train), train["price"], rcond=None)[0]


ERRORS_OF_REFERENCE = np.abs(reference.predict(TRAIN, TEST) - TRUTH)
BASELINE = np.abs(plain_prediction(TRAIN, TEST) - TRUTH).mean()
NOTHING = np.abs(FEW["price"].median() - TRUTH[: len(SOME)]).mean()


def predicted(candidate, train=FEW, test=SOME):
    tables = {"train.csv": train, "test.csv": test}
    return project.predictions(candidate, tables, ids=test["id"], column="price")


def test_error_on_hidden_houses(candidate, metric):
    errors = np.abs(predicted(candidate, TRAIN, TEST) - TRUTH)
    metric.take(
        lambda rows: errors[rows].mean(),
        len(errors),
        baseline=BASELINE,
        reference=ERRORS_OF_REFERENCE.mean(),
        paired=lambda rows: ERRORS_OF_REFERENCE[rows].mean(),
    )


def test_same_predictions_on_the_second_run(candidate):
    first = predicted(candidate)
    expect.close(predicted(candidate), first, atol=CENT, rtol=0, what="the prices of the second run")


def test_learns_from_its_prices(candidate):
    ours = np.abs(predicted(candidate) - TRUTH[: len(SOME)]).mean()
    shuffled = FEW.assign(price=FEW["price"].sample(frac=1, random_state=8).to_numpy())
    error = np.abs(predicted(candidate, shuffled) - TRUTH[: len(SOME)]).mean()
    expect.that(error > 0.8 * NOTHING, "with shuffled prices there is nothing to learn, yet its predictions are good")
    expect.that(ours < 0.9 * NOTHING, "with the true prices it must predict something")


def test_order_of_houses_does_not_matter(candidate):
    usual = predicted(candidate)
    mixed = SOME.sample(frac=1, random_state=3)
    again = predicted(candidate, test=mixed)
    expect.close(again[np.argsort(mixed.index)], usual, rtol=1e-3, what="the prices of houses in another order")
    rows = dear_houses()
    off = np.median(np.abs(predicted(candidate, test=SOME.iloc[rows]) / usual[rows] - 1))
    expect.that(off < 0.005, "the price of a house changes with the other houses of test.csv")


def dear_houses():
    """Half of the houses, the larger ones for their quality; where a column would be left empty, one more."""
    ranks = SOME["area"].rank() + SOME["Overall.Qual"].rank()
    chosen = (ranks > ranks.median()).to_numpy()
    for column in SOME:
        known = SOME[column].notna().to_numpy()
        if known.any() and not (known & chosen).any():
            chosen[np.argmax(known)] = True
    return np.flatnonzero(chosen)


def test_an_unknown_column_throws_nothing_off(candidate):
    rng = np.random.default_rng(11)
    train = FEW.copy()
    train.insert(3, "note", rng.normal(size=len(FEW)))
    test = SOME.copy()
    test.insert(3, "note", rng.normal(size=len(SOME)))
    train["remark"], test["remark"] = rng.normal(size=len(train)), rng.normal(size=len(test))
    usual = predicted(candidate)
    off = np.median(np.abs(predicted(candidate, train, test) / usual - 1))
    expect.that(off < 0.05, "columns of noise beside the others change the prices by more than 5 %")
