"""The checks that decide. Labels of the hidden reviews never leave this side; a program writes both parts."""

import re

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import reference
from prep.grading import expect
from projects.sentiment.written_reviews import write_reviews

TEXTS, LABELS = write_reviews(2_400, seed=20_110_620)
HIDDEN, _truth = write_reviews(1_200, seed=716_253)
TRUTH = np.array(_truth) == 1


def f1_of(called, truth=TRUTH):
    return 2 * (called & truth).sum() / max(called.sum() + truth.sum(), 1)


def calls_of(model):
    return np.asarray(model.fit(TEXTS, LABELS).predict(HIDDEN)) == 1


BASELINE = f1_of(calls_of(make_pipeline(TfidfVectorizer(), LogisticRegression(C=3.0, class_weight="balanced"))))
REFERENCE = calls_of(reference.build_model())


def fitted(candidate, texts, labels):
    model = expect.remote(candidate.build_model(), what="build_model()")
    model.fit(texts, labels)
    return model


def called_by(model, texts):
    """Which texts the model calls positive."""
    found = expect.array(model.predict(texts), (len(texts),), what="the labels")
    expect.that(np.isin(found, (0, 1)).all(), "a label is neither 0 nor 1")
    return found == 1


def test_f1_on_hidden_reviews(candidate, metric):
    called = called_by(fitted(candidate, TEXTS, LABELS), HIDDEN)
    metric.take(
        lambda rows: f1_of(called[rows], TRUTH[rows]),
        len(TRUTH),
        baseline=BASELINE,
        reference=f1_of(REFERENCE),
        paired=lambda rows: f1_of(REFERENCE[rows], TRUTH[rows]),
    )


def test_one_review_at_a_time(candidate):
    model = fitted(candidate, TEXTS[:600], LABELS[:600])
    together = called_by(model, HIDDEN[:120])
    expect.that(together.any() and not together.all(), "all reviews get the same label")
    rows = [*np.flatnonzero(together)[:8], *np.flatnonzero(~together)[:8]]
    alone = np.array([called_by(model, [HIDDEN[row]])[0] for row in rows])
    expect.equal(alone, together[rows], what="the labels of reviews alone")
    backwards = called_by(model, HIDDEN[:120][::-1])
    expect.equal(backwards[::-1], together, what="the labels in reverse order")


def test_texts_of_every_kind(candidate):
    model = fitted(candidate, TEXTS[:600], LABELS[:600])
    strange = ["", "   ", "!?", "<br />", "Zymurgy qoph.", "\N{SNOWMAN} 映画", " ".join(HIDDEN[:100]), "a"]
    called_by(model, strange)
    for text in strange[:3]:
        called_by(model, [text])
    usual = called_by(model, [*strange, *HIDDEN[:100]])[len(strange) :]
    expect.equal(usual, called_by(model, HIDDEN[:100]), what="the labels of usual reviews among strange ones")
    expect.that(usual.any() and not usual.all(), "all reviews get the same label")


def test_typed_otherwise(candidate):
    plain = [
        re.sub("<[^>]*>", " ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower() for text in TEXTS[:600]
    ]
    model = fitted(candidate, plain, LABELS[:600])
    texts = [
        re.sub("<[^>]*>", " ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower() for text in HIDDEN[:250]
    ]
    usual = called_by(model, texts)
    expect.that(usual.any() and not usual.all(), "all reviews get the same label")
    tag = '<a href="great-superb-excellent.html" title="A wonderful, brilliant film">'
    for what, typed in [
        ("in capitals", [text.upper() for text in texts]),
        ("with curly apostrophes", [text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") for text in texts]),
        ("with tags between the sentences", [text.replace(". ", f". {tag}</a>") + f"{tag}</a>" for text in texts]),
    ]:
        changed = np.array([one != other for one, other in zip(typed, texts, strict=True)])
        share = (called_by(model, typed) != usual)[changed].mean()
        expect.that(share <= 0.03, f"{share:.0%} of the reviews get another label {what}")


def test_learns_from_its_labels(candidate):
    texts, labels = TEXTS[:1_000], LABELS[:1_000]
    ours = called_by(fitted(candidate, texts, labels), HIDDEN)
    expect.that(f1_of(ours) > BASELINE - 0.15, "with the true labels it must predict something")
    swapped = called_by(fitted(candidate, texts, [1 - label for label in labels]), HIDDEN)
    expect.that((swapped != ours).mean() > 0.8, "with all labels swapped it must predict the opposite")
    shuffled = np.random.default_rng(5).permutation(labels).tolist()
    nothing = f1_of(called_by(fitted(candidate, texts, shuffled), HIDDEN))
    chance = 2 * TRUTH.mean() / (1 + TRUTH.mean())
    expect.that(nothing < chance + 0.06, "with shuffled labels there is nothing to learn, yet its labels are good")


def test_fits_twice_the_same(candidate):
    first = called_by(fitted(candidate, TEXTS[300:700], LABELS[300:700]), HIDDEN[:100])
    model = fitted(candidate, TEXTS[700:1_000], LABELS[700:1_000])
    model.fit(TEXTS[300:700], LABELS[300:700])
    expect.equal(called_by(model, HIDDEN[:100]), first, what="the labels after fitting again")
    expect.that(first.any() and not first.all(), "all reviews get the same label")


def test_leaves_inputs_unchanged(candidate):
    texts, labels = [*TEXTS[:300], *TEXTS[20:60], TEXTS[5], ""], [*LABELS[:300], *LABELS[20:60], 1 - LABELS[5], 0]
    model = expect.remote(candidate.build_model(), what="build_model()")
    after = model.fit.with_arguments(texts, labels).arguments
    expect.equal(after[0], texts, what="the reviews after fit")
    expect.equal(after[1], labels, what="the labels after fit")
    expect.equal(model.predict.with_arguments(HIDDEN[:80]).arguments[0], HIDDEN[:80], what="the reviews after predict")
    called = called_by(model, HIDDEN[:80])
    expect.that(called.any() and not called.all(), "all reviews get the same label")
