"""The checks that decide. What goes out is data/train.csv.gz and data/test.csv.gz; the labels of the latter stay here.

`split.py` knows them.
"""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from split import split

import reference
from prep.grading import expect, given, project

TRAIN, TEST = given.table(__file__, "train.csv"), given.table(__file__, "test.csv")
TRUTH = split()[2]
FEW = TRAIN[:1_000]


def f1_of(called, truth):
    return 2 * (called & truth).sum() / max(called.sum() + truth.sum(), 1)


PLAIN = make_pipeline(TfidfVectorizer(), LogisticRegression(C=3.0, class_weight="balanced"))
BASELINE = f1_of(PLAIN.fit(TRAIN["review"], TRAIN["positive"]).predict(TEST["review"]) == 1, TRUTH)
CALLED_BY_REFERENCE = reference.predict(TRAIN, TEST) == 1
CHANCE = 2 * TRUTH.mean() / (1 + TRUTH.mean())


def labels_by(candidate, train=FEW, test=TEST):
    tables = {"train.csv": train, "test.csv": test}
    found = project.predictions(candidate, tables, ids=test["id"], column="positive")
    expect.that(np.isin(found, (0, 1)).all(), "a label is neither 0 nor 1")
    return found == 1


def test_f1_on_hidden_reviews(candidate, metric):
    called = labels_by(candidate, TRAIN)
    metric.take(
        lambda rows: f1_of(called[rows], TRUTH[rows]),
        len(TRUTH),
        baseline=BASELINE,
        reference=f1_of(CALLED_BY_REFERENCE, TRUTH),
        paired=lambda rows: f1_of(CALLED_BY_REFERENCE[rows], TRUTH[rows]),
    )


def test_same_labels_on_the_second_run(candidate):
    first = labels_by(candidate)
    expect.equal(labels_by(candidate), first, what="the labels of the second run")


def test_learns_from_its_labels(candidate):
    ours = labels_by(candidate)
    swapped = labels_by(candidate, FEW.assign(positive=1 - FEW["positive"]))
    expect.that((swapped != ours).mean() > 0.5, "with all labels swapped most predictions must be other ones")
    shuffled = FEW.assign(positive=FEW["positive"].sample(frac=1, random_state=5).to_numpy())
    nothing = f1_of(labels_by(candidate, shuffled), TRUTH)
    expect.that(nothing < CHANCE + 0.06, "with shuffled labels there is nothing to learn, yet its labels are good")


def test_order_of_reviews_does_not_matter(candidate):
    usual = labels_by(candidate)
    mixed = TEST.sample(frac=1, random_state=3)
    again = labels_by(candidate, test=mixed)[np.argsort(mixed.index)]
    expect.that((again != usual).mean() < 0.005, "in another order other reviews are called positive")


def test_an_unknown_column_throws_nothing_off(candidate):
    rng = np.random.default_rng(11)
    train, test = FEW.copy(), TEST.copy()
    for table in (train, test):
        table.insert(1, "note", rng.normal(size=len(table)))
        table["remark"] = rng.normal(size=len(table))
    usual = labels_by(candidate)
    changed = (labels_by(candidate, train, test) != usual).mean()
    expect.that(changed < 0.03, "columns of noise beside the others change more than 3 % of the labels")
