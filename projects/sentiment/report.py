"""What the project prints, and the page about the mistakes that it writes."""

import textwrap
from collections.abc import Iterator, Sequence

import numpy as np

from projects.sentiment.data import FOR
from projects.sentiment.findings import Findings, Model, StopList
from projects.sentiment.mistakes import Mistake, Traits
from projects.sentiment.study import ASKED_PRECISION, PUBLISHED
from projects.sentiment.tables import table
from projects.sentiment.tokens import plain

_EXCERPT = 700


def summarize(findings: Findings) -> str:
    """All figures."""
    sections = (
        _data(findings),
        _models(findings),
        _thresholds(findings),
        _stop_lists(findings),
        _curve(findings),
        _films(findings),
        _vectors(findings),
        _errors(findings),
    )
    return "\n\n".join("\n".join(section) for section in map(list, sections) if section)


def describe_mistakes(findings: Findings) -> str:
    """A page in Markdown with the most confident mistakes and what misled the model. It holds whole passages of
    reviews, so it is for the one who runs this, not for publishing.
    """
    head = [
        "# The most confident mistakes",
        "",
        "Of the logistic regression on TF-IDF, on the test reviews. Read them before you believe a figure.",
    ]
    return "\n".join([*head, *(line for mistake in findings.logistic.mistakes for line in _mistake(findings, mistake))])


def _data(findings: Findings) -> Iterator[str]:
    reviews, parts = len(findings.reviews), findings.parts
    yield "THE REVIEWS"
    yield f"  {findings.raw:7,}  in the file, {findings.markup:.0%} of them with <br> tags"
    yield f"  {findings.raw - reviews:7,}  repeat another and are left out before the split"
    yield f"  {len(parts.train):7,}  to learn from"
    yield f"  {len(parts.validation):7,}  to choose settings and thresholds (validation)"
    yield f"  {len(parts.test):7,}  to test, seen by no choice"


def _models(findings: Findings) -> Iterator[str]:
    yield "THE MODELS, ON THE TEST REVIEWS"
    rows = [["", "", "precision", "recall", "F1", "95 % of F1", "chosen", "seconds", "CPU"]]
    rows += [_model(model) for model in findings.models]
    yield from table(rows, left=2)
    for line in findings.missing:
        yield f"  left out: {line}"


def _model(model: Model) -> list[str]:
    counts, interval = model.counts, model.interval
    return [
        model.name,
        model.features,
        f"{counts.precision:.3f}",
        f"{counts.recall:.3f}",
        f"{counts.f1:.3f}",
        f"{interval.low:.3f}-{interval.high:.3f}",
        model.scored.chosen,
        f"{model.time_s:.1f}",
        f"{model.cpu_s:.1f}",
    ]


def _thresholds(findings: Findings) -> Iterator[str]:
    yield "THE THRESHOLD, CHOSEN ON THE VALIDATION REVIEWS"
    tried = findings.logistic.tried
    yield "  F1 there of the logistic regression: " + ", ".join(f"C = {t.strength:g} {t.f1:.3f}" for t in tried)
    rows = [["", "", "threshold", "F1 with it", "F1 at zero"]]
    for model in findings.models:
        at_zero = findings.test_f1(model, threshold=0)
        rows.append([model.name, model.features, f"{model.threshold:.3f}", f"{model.counts.f1:.3f}", f"{at_zero:.3f}"])
    yield from table(rows, left=2)
    sure = findings.sure
    if sure is None:
        yield f"  No threshold gives a precision of {ASKED_PRECISION:.0%}."
        return
    yield (
        f"  To be {ASKED_PRECISION:.0%} sure, cut at {sure.threshold:.2f}: "
        f"precision {sure.validation.precision:.3f} and recall {sure.validation.recall:.3f} there,"
    )
    yield f"  {sure.test.precision:.3f} and {sure.test.recall:.3f} on the test reviews."


def _stop_lists(findings: Findings) -> Iterator[str]:
    plan = findings.plan
    yield f"STOP WORDS  (logistic regression, C = {plan.study_strength:g}, training reviews, {plan.folds} folds)"
    every, *others = findings.stop_lists.lists
    rows = [["", "F1", "change", "folds it lost"], [every.name, f"{np.mean(every.f1):.4f}", "", ""]]
    rows += [_stop_list(every, other) for other in others]
    yield from table(rows)


def _stop_list(every: StopList, other: StopList) -> list[str]:
    changes = np.subtract(other.f1, every.f1)
    return [
        other.name,
        f"{np.mean(other.f1):.4f}",
        f"{np.mean(changes):+.4f}",
        f"{np.sum(changes < 0)} of {len(changes)}",
    ]


def _curve(findings: Findings) -> Iterator[str]:
    yield f"MORE REVIEWS  (logistic regression, C = {findings.plan.study_strength:g})"
    rows = [["to learn from", "F1 on these", "F1 on validation"]]
    rows += [[f"{p.reviews:,}", f"{p.train_f1:.3f}", f"{p.validation_f1:.3f}"] for p in findings.curve.points]
    yield from table(rows, left=0)


def _films(findings: Findings) -> Iterator[str]:
    plan, films = findings.plan, findings.films
    yield f"FILMS APART  (logistic regression, C = {plan.study_strength:g}, {plan.block_seeds} random splits)"
    rows = [["test reviews drawn", "F1", "lowest", "highest"]]
    for name, f1 in (("one by one", films.alone), (f"in blocks of {plan.block} neighbours", films.blocks)):
        rows.append([name, f"{np.mean(f1):.3f}", f"{min(f1):.3f}", f"{max(f1):.3f}"])
    yield from table(rows)
    published = ", ".join(f"{name} {accuracy:.3f}" for name, accuracy in PUBLISHED.items())
    yield f"  Published for other films (accuracy; Wang and Manning 2012): {published}."


def _vectors(findings: Findings) -> Iterator[str]:
    if not findings.near:
        return
    yield "WORD2VEC: THE NEAREST WORDS"
    yield from table([(near.word, ", ".join(near.others) or "(not among its words)") for near in findings.near], left=2)


def _errors(findings: Findings) -> Iterator[str]:
    yield "THE MISTAKES OF THE LOGISTIC REGRESSION"
    rows = [["", "reviews", "words (median)", "but, though ... in 100", "negations in 100", "names a mark of 10"]]
    rows += [_traits(name, traits) for name, traits in (("right", findings.right), ("wrong", findings.wrong))]
    yield from table(rows)
    shared = findings.shared
    yield (
        f"  All of the {shared.models} other models make {shared.alike[-1]} of these {sum(shared.alike)} mistakes too; "
        f"none makes {shared.alike[0]}."
    )


def _traits(name: str, traits: Traits) -> list[str]:
    return [
        name,
        f"{traits.reviews:,}",
        f"{traits.median_words:.0f}",
        f"{traits.contrasts:.2f}",
        f"{traits.negations:.2f}",
        f"{traits.marked:.1%}",
    ]


def _mistake(findings: Findings, mistake: Mistake) -> Sequence[str]:
    label, said = ("for", "against") if mistake.label == FOR else ("against", "for")
    text = textwrap.shorten(plain(findings.reviews.texts[mistake.row]), _EXCERPT, placeholder=" ...")
    return [
        "",
        f"## Labelled {label}, called {said} by {mistake.margin:.1f}",
        "",
        "What it heard: " + ", ".join(f"*{name}*" for name in mistake.seen),
        "",
        *textwrap.wrap(text, 110, initial_indent="> ", subsequent_indent="> "),
    ]
