"""Makes `calibration.json`: `python -m tests.benchmarks.concept_calibration --content FOLDER`.

Fitted on the exemplars of the questions found there, each without what the grader learned from that same exemplar, and
on corrupted model answers as negatives. Thresholds are chosen on predictions for questions that were held out (eight
folds). The figures are printed and kept in the file.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prep.catalog.questions import load_questions
from prep.concepts.adversaries import antonyms, negated, swapped
from prep.concepts.answer import passage
from prep.concepts.calibration import from_table
from prep.concepts.decide import asserted_row, misconception_row, pervasive_clash, point_row
from prep.concepts.encoder import CachedEncoder, Encoder, LexicalEncoder, semantic_encoder
from prep.concepts.evidence import find_evidence
from prep.concepts.fluency import count_log_odds
from prep.concepts.statements import Statements, compile_question, examples_of
from prep.concepts.words import words_of
from prep.model.question import Question

_FOLDS = 8
_TABLE = Path(str(resources.files("prep.concepts"))) / "calibration.json"
_CORRUPTIONS = (negated, swapped, antonyms)
_TREES = {"n_estimators": 40, "max_depth": 3, "learning_rate": 0.15, "subsample": 0.8, "random_state": 0}
_MODEL_ANSWER_WEIGHT = 0.1


@dataclass(frozen=True, eq=False)
class Row:
    """One statement looked for in one text."""

    fold: int
    kind: str
    """"point", "misconception" or "corrupted"."""

    holds: bool
    weight: float
    features: NDArray[np.float64]
    clash: NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Fit the calibration of the concept grader.")
    parser.add_argument("--content", type=Path, default=Path.cwd(), help="the folder that holds rubrics/")
    parser.add_argument("--output", type=Path, default=_TABLE)
    options = parser.parse_args(arguments)
    questions = load_questions([options.content])
    semantic = semantic_encoder()
    if semantic is None:
        parser.error("the model packages are not installed")
    tables: dict[str, Any] = {"format_version": 1, "log_odds": _log_odds(questions)}
    lexical = LexicalEncoder()
    for name, encoders in {"semantic": (semantic, lexical), "lexical": (lexical,)}.items():
        rows = collect_rows(questions, [CachedEncoder(encoder) for encoder in encoders])
        tables[name] = fit_table(rows)
        print(name, json.dumps(tables[name]["held_out"]))
    options.output.write_text(json.dumps(tables, indent=None, separators=(",", ":")) + "\n", "utf-8")


def collect_rows(questions: Sequence[Question], encoders: Sequence[Encoder]) -> list[Row]:
    """Rows for the exemplars and model answers, and for the corrupted model answers, of all questions."""
    folds = np.random.default_rng(0).permutation(len(questions)) % _FOLDS
    rows: list[Row] = []
    for question, fold in zip(questions, folds, strict=True):
        statements = compile_question(question, encoders)
        examples = examples_of(question)
        for index, example in enumerate(examples):
            weight = _MODEL_ANSWER_WEIGHT if index == len(examples) - 1 else 1.0
            made = frozenset((*example.points, *example.misconceptions))
            rows += _rows(statements.without(index), example.answer, encoders, made, int(fold), weight)
        for corrupt in _CORRUPTIONS:
            rows += _rows(statements, corrupt(question), encoders, None, int(fold), 1.0)
    return rows


def _rows(
    statements: Statements,
    text: str,
    encoders: Sequence[Encoder],
    made: frozenset[str] | None,
    fold: int,
    weight: float,
) -> list[Row]:
    """One row a statement; `made` is nothing for a corrupted text."""
    said = passage(text.strip(), encoders, statements.known)
    found = find_evidence(said, statements, np.ones(len(said.units), np.bool_))
    if not found:
        return []
    pervasive = pervasive_clash(found, statements.points)
    rows = []
    for number, (one, owner) in enumerate(zip(found, statements.owners, strict=True)):
        is_point = number < statements.points
        if made is None and not is_point:
            continue
        kind = "corrupted" if made is None else "point" if is_point else "misconception"
        features = point_row(one) if is_point else misconception_row(one)
        holds = made is not None and owner.id in made
        rows.append(Row(fold, kind, holds, weight, features, asserted_row(one, pervasive)))
    return rows


def fit_table(rows: Sequence[Row]) -> dict[str, Any]:
    """Fit on all rows; choose thresholds and measure on held-out folds."""
    point, point_held_out = _fit_logistic([row for row in rows if row.kind == "point"])
    wrong, wrong_held_out = _fit_logistic([row for row in rows if row.kind == "misconception"])
    asserted = _fit_trees(rows)
    table = {
        "point": point,
        "misconception": wrong,
        "asserted": asserted,
        "point_threshold": point_held_out["threshold"],
        "misconception_threshold": wrong_held_out["threshold"],
        "held_out": {
            "point_f1": point_held_out["f1"],
            "misconception_f1": wrong_held_out["f1"],
            "questions": len({row.fold for row in rows}),
            "rows": len(rows),
        },
    }
    from_table(table, {})  # what is written must be readable
    return table


def _fit_logistic(rows: Sequence[Row]) -> tuple[dict[str, Any], dict[str, float]]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = np.stack([row.features for row in rows])
    holds = np.array([row.holds for row in rows])
    weights = np.array([row.weight for row in rows])
    folds = np.array([row.fold for row in rows])
    held_out = np.zeros(len(rows))
    for fold in sorted(set(folds)):
        kept = folds != fold
        scaler = StandardScaler().fit(features[kept])
        model = LogisticRegression(C=0.3, max_iter=3000)
        model.fit(scaler.transform(features[kept]), holds[kept], sample_weight=weights[kept])
        held_out[~kept] = model.predict_proba(scaler.transform(features[~kept]))[:, 1]
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=0.3, max_iter=3000)
    model.fit(scaler.transform(features), holds, sample_weight=weights)
    table = {
        "means": _rounded(scaler.mean_),
        "scales": _rounded(scaler.scale_),
        "weights": _rounded(model.coef_[0]),
        "intercept": round(float(model.intercept_[0]), 5),
    }
    counted = weights == 1
    return table, _best_threshold(holds[counted], held_out[counted])


def _best_threshold(holds: NDArray[np.bool_], probability: NDArray[np.float64]) -> dict[str, float]:
    scores = {
        round(float(t), 2): 2 * (holds & (probability >= t)).sum() / (holds.sum() + (probability >= t).sum())
        for t in np.arange(0.2, 0.7, 0.02)
    }
    best = max(scores, key=scores.__getitem__)
    return {"threshold": best, "f1": round(float(scores[best]), 4)}


def _fit_trees(rows: Sequence[Row]) -> dict[str, Any]:
    """Tell points that are made from points in a corrupted text, where they are not."""
    from sklearn.ensemble import GradientBoostingClassifier

    used = [row for row in rows if row.kind == "corrupted" or (row.kind == "point" and row.holds)]
    weights = [1.0 if row.kind == "corrupted" or row.weight < 1 else 2.0 for row in used]
    model = GradientBoostingClassifier(**_TREES)
    model.fit(np.stack([row.clash for row in used]), [row.holds for row in used], sample_weight=weights)
    prior = float(np.average([row.holds for row in used], weights=weights))
    return {
        "start": round(float(np.log(prior / (1 - prior))), 5),
        "rate": _TREES["learning_rate"],
        "trees": [_tree_table(estimator.tree_) for estimator in model.estimators_[:, 0]],
    }


def _tree_table(tree: Any) -> dict[str, list[float]]:
    return {
        "feature": [max(-1, int(f)) for f in tree.feature],
        "threshold": _rounded(tree.threshold),
        "left": [int(n) for n in tree.children_left],
        "right": [int(n) for n in tree.children_right],
        "value": _rounded(tree.value[:, 0, 0]),
    }


def _log_odds(questions: Sequence[Question]) -> dict[str, float]:
    texts = [text for q in questions for text in (q.model_answer, q.question, *(e.answer for e in q.exemplars))]
    return count_log_odds([words_of(text) for text in texts])


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 5) for value in values]


if __name__ == "__main__":
    main()
