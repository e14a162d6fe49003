"""Five typical results and hostile ones, for what reports are tried on; the content is real, the results are set up."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from prep.catalog.challenges import load_challenge
from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.model.challenge import Challenge, LatencyBudget, Metric, Visibility
from prep.model.isolation import Isolation
from prep.model.question import AnswerResult, Evidence, FollowUp, MisconceptionResult, PointResult, Question
from prep.model.result import CheckResult, GradeResult, LatencyScore, MetricScore
from prep.model.sitting import AnswerItem, CodeItem, FollowUpAnswer, Item, PastScore, Sitting, SittingKind
from prep.model.submission import Submission
from prep.model.verdict import Verdict

AT: Final = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)

HOSTILE: Final = (
    "</pre><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} #panic() $x$ *bold* _it_ `code` "
    "@ref <label> = Heading // gone /* gone */ \\u{41} [link](javascript:1) ```fence``` \x1b[2J\x1b[31mred \x07 "
    "\u202eright to left\u202c \u2066isolate\u2069 emoji 👩\u200d🔬 🎉 模型训练 نموذج התעלמות \u0e44\u0e17\u0e22 ﷽ "
    "z\u0336\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo \x00 \ud800 \ue000 \U000e0041"
)

CODE: Final = b'''"""Ordinary least squares."""

import os
import numpy as np


class LinearRegression:
    def __init__(self, fit_intercept=True, history=[]):
        self.fit_intercept = fit_intercept

    def fit(self, X, y):
        l = X.shape[0]
        X -= X.mean(axis=0)
        A = X.T @ X
        self.coef_ = np.linalg.inv(A) @ X.T @ y
        self.intercept_ = y.mean()
        return self

    def predict(self, X):
        if self.coef_ == None:
            raise ValueError("fit first")
        return X @ self.coef_ + self.intercept_
'''


@cache
def challenge(name: str = "housing/linear-regression") -> Challenge:
    return load_challenge([shipped_root()], name)


@cache
def question(name: str = "bias-variance") -> Question:
    return load_question([shipped_root()], name)


def graded(
    verdicts: Mapping[str, Verdict] | None = None,
    *,
    of: Challenge | None = None,
    submission: str = "work/solution.py",
    changes: Mapping[str, Mapping[str, Any]] | None = None,
) -> GradeResult:
    """A result in which each check has the verdict named for it, accepted where none is; `changes` by check id."""
    of = of or challenge()
    verdicts, changes = verdicts or {}, changes or {}
    return GradeResult(
        challenge=of.id,
        fingerprint=of.fingerprint,
        submission=submission,
        checks=tuple(
            replace(
                _check(
                    check.id, verdicts.get(check.id, Verdict.ACCEPTED), check.points, check.visibility, check.advice
                ),
                **changes.get(check.id, {}),
            )
            for check in of.spec.checks
        ),
        isolation=Isolation.FULL,
        started_at=AT,
        time_s=1.25,
        cpu_s=0.31,
        versions={"python": "3.11.13", "prep": "0.1.0", "numpy": "2.4.6"},
    )


def _check(id_: str, verdict: Verdict, points: float, visibility: Visibility, advice: str) -> CheckResult:
    passed = verdict is Verdict.ACCEPTED
    message = "" if passed else advice
    return CheckResult(
        id=id_,
        verdict=verdict,
        points=points if passed else 0.0,
        max_points=points,
        time_s=0.004,
        message=message,
        visibility=visibility,
    )


def coded(result: GradeResult, *, of: Challenge | None = None, code: bytes = CODE, **changes: Any) -> CodeItem:
    submission = Submission(name=result.submission, files={"solution.py": code})
    return CodeItem(challenge=of or challenge(), result=result, submission=submission, **changes)


def answered(
    answer: str,
    found: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    of: Question | None = None,
    **changes: Any,
) -> AnswerItem:
    """An answer in which `found` and `wrong` give the words that are evidence for each point or misconception."""
    of = of or question()
    feedback = {one.id: one.feedback for one in of.misconceptions}
    points = tuple(
        PointResult(
            id=point.id,
            found=point.id in found,
            probability=0.91 if point.id in found else 0.08,
            evidence=_evidence(answer, found[point.id]) if point.id in found else None,
        )
        for point in of.points
    )
    result = AnswerResult(
        question=of.id,
        score=sum(point.weight for point in of.points if point.id in found) / of.max_weight,
        points=points,
        misconceptions=tuple(
            MisconceptionResult(id=id_, probability=0.88, evidence=_evidence(answer, words), feedback=feedback[id_])
            for id_, words in (wrong or {}).items()
        ),
        follow_ups=tuple(FollowUp(point=p.id, question=p.follow_up) for p in of.points if p.id not in found),
        confidence=0.83,
        needs_review=False,
        flags=(),
        matcher="paraphrase-minilm",
    )
    return AnswerItem(question=of, answer=answer, result=result, **changes)


def _evidence(answer: str, words: str) -> Evidence:
    start = answer.index(words)
    return Evidence(quote=words, start=start, end=start + len(words))


def sitting(kind: SittingKind, title: str, items: Sequence[Item], **changes: Any) -> Sitting:
    given: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "person": "Ada Lovelace",
        "started_at": AT,
        "finished_at": AT + timedelta(minutes=24),
        "items": tuple(items),
    }
    return Sitting(**(given | changes))


def measured_challenge() -> Challenge:
    """The same challenge with a metric and a latency budget on two of its hidden checks."""
    plain = challenge()
    checks = list(plain.spec.checks)
    checks[5] = replace(checks[5], metric=Metric(name="MAE", unit="USD", lower_is_better=True))
    checks[6] = replace(checks[6], budget=LatencyBudget(ratio=1.5))
    return replace(plain, spec=replace(plain.spec, checks=tuple(checks)))


METRIC: Final = MetricScore(
    name="MAE",
    unit="USD",
    lower_is_better=True,
    value=21_480.0,
    low=20_310.0,
    high=22_705.0,
    baseline=58_900.0,
    reference=16_020.0,
    share=0.873,
)
LATENCY: Final = LatencyScore(ratio=1.93, low=1.81, high=2.07, budget=1.5, pairs=16, decided_on="cpu")


def perfect() -> Sitting:
    item = coded(graded(), taken_s=1_440.0, code=CODE.replace(b"import os\n", b""))
    return sitting(SittingKind.CHALLENGE, item.challenge.spec.title, [item])


def mixed() -> Sitting:
    """Wrong answers, an error at a line, a metric, a budget that was not kept, hints, history."""
    of = measured_challenge()
    metric, latency = of.spec.checks[5].id, of.spec.checks[6].id
    result = graded(
        {
            "predicts_new_rows": Verdict.WRONG_ANSWER,
            latency: Verdict.OVER_BUDGET,
            "leaves_inputs_unchanged": Verdict.WRONG_ANSWER,
            "refuses_impossible_input": Verdict.RUNTIME_ERROR,
        },
        of=of,
        changes={
            "predicts_new_rows": {
                "message": "expected [3.0, 5.0, 7.0]\n     got [2.9, 5.1, 7.0]\nlargest difference 0.1 at index 0",
                "output": "fitting 12 rows\n",
            },
            "refuses_impossible_input": {"message": "raised ValueError at line 20 of solution.py", "line": 20},
            metric: {"metric": METRIC, "points": 8.73},
            latency: {"latency": LATENCY, "message": ""},
        },
    )
    item = coded(result, of=of, taken_s=1_440.0, hints_used=1, hint_cost=5.0)
    past = [PastScore(at=AT - timedelta(days=n), title="Linear regression", share=s) for n, s in ((9, 0.35), (4, 0.58))]
    return sitting(SittingKind.CHALLENGE, item.challenge.spec.title, [item], history=tuple(past))


def unloadable() -> Sitting:
    """Hostile through and through, and it cannot even be imported."""
    ids = {check.id: Verdict.IMPORT_ERROR for check in challenge().spec.checks}
    told = {"message": f"raised SyntaxError at line 3: {HOSTILE}", "line": 3, "output": HOSTILE * 2000}
    result = graded(ids, submission=f"handed-in/{HOSTILE}.py", changes={"fits_a_line": told})
    code = ("import numpy\n# " + HOSTILE + "\ndef f(:\n" + "x" * 5000 + "\n" + "y = 1\n" * 2000).encode(
        "utf-8", "surrogatepass"
    )
    item = coded(result, code=code)
    return sitting(SittingKind.CHALLENGE, HOSTILE, [item], person=HOSTILE)


ANSWER: Final = (
    "Bias is the error from assumptions that are too simple, so a high-bias model underfits.\n\n"
    "Variance is how much the model changes with the training sample; with high variance it overfits. "
    "Getting more rows will cure an underfitting model. I would compare training error with validation error."
)


def bias_answer(**changes: Any) -> AnswerItem:
    return answered(
        ANSWER,
        {
            "high-bias-underfits": "Bias is the error from assumptions that are too simple",
            "high-variance-overfits": "how much the model changes with the training sample",
            "diagnose-by-validation": "compare training error with validation error",
            "match-complexity": "too simple, so a high-bias model",
        },
        {"more-data-cures-bias": "Getting more rows will cure an underfitting model"},
        **changes,
    )


def interview() -> Sitting:
    follow_up = FollowUpAnswer(
        point="regularise",
        question="What can you add to the training of a model that overfits, without changing its inputs?",
        answer="A penalty on large weights, L2 for example.",
        found=True,
    )
    churn = question("churn-framing")
    first = answered("Churn is customers leaving.", {}, of=churn, taken_s=95.0)
    items = [bias_answer(follow_ups=(follow_up,), taken_s=300.0), first, mixed().items[0]]
    past = tuple(
        PastScore(at=AT - timedelta(days=30 - n), title="Mock interview", share=s)
        for n, s in ((0, 0.2), (8, 0.44), (15, 0.4), (22, 0.71))
    )
    return sitting(SittingKind.INTERVIEW, "Mock interview, beginner", items, history=past)


def assessment() -> Sitting:
    tokeniser = challenge("sentiment/tokeniser")
    ours = {check.id: Verdict.GRADER_ERROR for check in tokeniser.spec.checks}
    items: list[Item] = [
        coded(graded(), taken_s=1_200.0, weight=2.0),
        mixed().items[0],
        bias_answer(taken_s=250.0),
        coded(graded(ours, of=tokeniser), of=tokeniser),
    ]
    return sitting(SittingKind.ASSESSMENT, "Junior ML engineer, spring 2026", items, person="C-017")


def drill() -> Sitting:
    return sitting(SittingKind.DRILL, "Drill: bias-variance", [bias_answer(taken_s=250.0)])


TYPICAL: Final = {
    "perfect": perfect,
    "mixed": mixed,
    "unloadable": unloadable,
    "interview": interview,
    "assessment": assessment,
}


def cohort(people: int = 40) -> list[Sitting]:
    """People of different strength: each passes the checks that are easier than they are strong, with some luck."""
    rng = random.Random(5)
    sittings = []
    for number in range(people):
        strength = rng.random()
        verdicts = {
            check.id: Verdict.WRONG_ANSWER
            for rank, check in enumerate(challenge().spec.checks[1:-1])
            if rng.gauss(strength, 0.15) < rank / 10
        } | {challenge().spec.checks[-1].id: Verdict.RUNTIME_ERROR}
        words = {point.id: "validation" for point in question().points if rng.gauss(strength, 0.2) > 0.4}
        items: list[Item] = [
            coded(graded(verdicts), taken_s=rng.uniform(600, 2_100)),
            answered("I would look at the validation error.", words, taken_s=rng.uniform(60, 400)),
        ]
        sittings.append(sitting(SittingKind.ASSESSMENT, "Junior ML engineer", items, person=f"C-{number:03}"))
    return sittings
