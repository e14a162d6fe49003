"""From the table to the gate. Each stage reads what earlier ones wrote, and depends on its settings alone."""

import gzip
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, cross_val_predict

from projects.housing.columns import CATEGORIES, CODES, FEATURES, NUMBERS, TARGET
from projects.housing.data import AMES, is_large, load_ames, without_large
from projects.housing.evaluate import SEED, Scores, score, split
from projects.housing.missing import count_documented, count_missing, tidy
from projects.housing.ops.asked import plain_rows
from projects.housing.ops.cards import write_cards
from projects.housing.ops.contract import check_contract, check_labels, check_split
from projects.housing.ops.groups import measure_groups
from projects.housing.ops.params import Params
from projects.housing.ops.predictor import MODEL_FILE, REFERENCE, add_up, load_pricer
from projects.housing.ops.slices import equity, measure_staleness, newest_features, rate_by_area, slice_errors
from projects.housing.pipeline import build_model
from projects.housing.study import Findings, Plan, Result, run
from projects.ops.errors import ProjectError
from projects.ops.examples import write_examples
from projects.ops.files import digest, read_json, write_json
from projects.ops.gate import check_gate, hold
from projects.ops.manifest import write_manifest
from projects.ops.params import load_params
from projects.ops.places import Places
from projects.ops.reference import describe_columns, drift
from projects.ops.skops_file import save_skops

EXAMPLES = 5
"""Houses that the model is asked about again whenever it is loaded."""

TRAIN, HELD_OUT, OUT_OF_FOLD = "train.csv.gz", "held-out.csv.gz", "out-of-fold.json"
CHECKS, GATE = "checks.json", "gate.json"


def make_data(places: Places) -> None:
    """The houses in two parts, the second for the end alone."""
    houses = load_ames().iloc[:: _params(places).every]
    parts = split(houses)
    _write_table(parts.train, places.work / TRAIN)
    _write_table(parts.held_out, places.work / HELD_OUT)


def check_data(places: Places) -> None:
    """The contract, the split, the labels. Raises DataError."""
    train, held_out = _parts(places)
    check_contract(pd.concat([train, held_out]))
    check_split(train, held_out)
    found = check_labels(train, _params(places).checks)
    write_json(places.work / CHECKS, asdict(found))


def make_features(places: Places) -> None:
    """What the features look like to the model, which drift is measured against later."""
    train, held_out = (tidy(without_large(part)) for part in _parts(places))
    reference = describe_columns(train, NUMBERS, [*CODES, *CATEGORIES])
    write_json(
        places.work / REFERENCE,
        {
            "columns": reference,
            "held_out_drift": max(drift(reference, held_out).values()),
            "last_year_drift": _largest(drift(reference, newest_features(train))),
            "groups": measure_groups(train),
        },
    )


def train_model(places: Places) -> None:
    """The chosen model on the training part, and how far such models are off on houses that they did not see."""
    params = _params(places)
    train = without_large(_parts(places)[0])
    folds = KFold(params.folds, shuffle=True, random_state=SEED)
    unseen = cross_val_predict(build_model(), train[FEATURES], train[TARGET], cv=folds)
    off = np.abs(np.log(unseen / train[TARGET].to_numpy(dtype=float)))
    write_json(places.work / OUT_OF_FOLD, {"predicted": unseen.tolist()})
    model = build_model().fit(train[FEATURES], train[TARGET])
    save_skops(model, places.model / MODEL_FILE)
    write_json(places.model / REFERENCE, {"columns": read_json(places.work / REFERENCE)["columns"]})
    centre = pd.DataFrame(add_up(model, train)).mean().round(6).to_dict()
    write_manifest(
        places.model,
        MODEL_FILE,
        name="housing",
        version_=params.version,
        data_sha256=digest(AMES),
        packages=("numpy", "pandas", "scikit-learn", "skops"),
        facts={
            "interval": params.interval,
            "interval_factor": float(np.exp(np.quantile(off, params.interval))),
            "centre": centre,
        },
    )
    shown = train.iloc[:: max(1, len(train) // EXAMPLES)].iloc[:EXAMPLES]
    write_examples(places.model, load_pricer(places.model), plain_rows(shown))


def evaluate(places: Places) -> None:
    """All figures. The kept model is asked as anybody would ask it: from its file."""
    params = _params(places)
    train, held_out = _parts(places)
    houses = load_ames()
    plan = Plan(folds=params.folds, every=params.every)
    findings = run(houses, plan, lambda step: print(f"... {step}", flush=True))
    pricer = load_pricer(places.model)
    asked = without_large(held_out)
    predicted, prices = pricer.prices(asked), asked[TARGET].to_numpy(dtype=float)
    main = score(asked[TARGET], predicted)
    if not np.isclose(main.mae, findings.held_out[-1].scores.mae, rtol=1e-6):
        raise ProjectError(f"the kept model is off by {main.mae:,.2f}, the studied one by another error; train again")
    factor = float(read_json(places.model / "model.json")["facts"]["interval_factor"])
    learnt = without_large(train)
    everyone = pd.concat([learnt, asked])
    unseen = np.concatenate([np.array(read_json(places.work / OUT_OF_FOLD)["predicted"]), predicted])
    slices = slice_errors(everyone, unseen, least=params.least_in_slice)
    reference = read_json(places.work / REFERENCE)
    checks = read_json(places.work / CHECKS)
    write_json(
        places.metrics,
        {
            "main": {
                "mae": main.mae,
                "r2": main.r2,
                "coverage": float(np.mean(np.abs(np.log(predicted / prices)) <= np.log(factor))),
                "interval_factor": factor,
            },
            "data": {
                "houses": len(houses),
                "train": len(learnt),
                "held_out": len(asked),
                "missing": sum(count.none + count.unknown for count in count_missing(houses)),
                "documented_none": count_documented(houses),
                "unknown": sum(count.unknown for count in count_missing(houses)),
            },
            "checks": checks,
            "baselines": {
                "the median price for every house": _figures(
                    score(asked[TARGET], np.full(len(asked), learnt[TARGET].median()))
                ),
                "price a sq ft of its neighbourhood": _figures(score(asked[TARGET], rate_by_area(learnt, asked))),
            },
            **_study(findings),
            "slices": {name: {part: one.figures() for part, one in parts.items()} for name, parts in slices.items()},
            "staleness": measure_staleness(without_large(houses.iloc[:: params.every]), count=params.staleness_houses),
            "equity": equity(predicted, prices),
            "groups": reference["groups"],
            "cost": {
                "columns": len(FEATURES),
                "model_kb": (places.model / MODEL_FILE).stat().st_size / 1_000,
            },
            "drift": {"held_out": reference["held_out_drift"], "last_year": reference["last_year_drift"]},
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


def _study(findings: Findings) -> dict[str, Any]:
    large = findings.houses[is_large(findings.houses)]
    return {
        "whole": _results(findings.whole),
        "de_cock_r2": findings.de_cock_r2,
        "ladder": _results(findings.ladder),
        "held_out": _results(findings.held_out),
        "large": _results(findings.large),
        "large_houses": [
            {"order": int(house["Order"]), "area": int(house["area"]), "price": int(house[TARGET]), "predicted": price}
            for (_, house), price in zip(large.iterrows(), findings.large_predicted.tolist(), strict=True)
        ],
    }


def _results(results: tuple[Result, ...]) -> dict[str, dict[str, float]]:
    return {result.name: _figures(result.scores) for result in results}


def _figures(scores: Scores) -> dict[str, float]:
    return {name: value for name, value in asdict(scores).items() if value is not None}


def _largest(found: dict[str, float]) -> dict[str, float]:
    return dict(sorted(found.items(), key=lambda one: -one[1])[:3])


def _params(places: Places) -> Params:
    return load_params(places.params, Params)


def _parts(places: Places) -> tuple[pd.DataFrame, pd.DataFrame]:
    return load_ames(places.work / TRAIN), load_ames(places.work / HELD_OUT)


def _write_table(table: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without the time of day, so that the same houses make the same bytes.
    path.write_bytes(gzip.compress(table.to_csv(index=False, lineterminator="\n").encode(), mtime=0))
