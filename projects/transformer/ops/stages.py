"""From the generator to the gate. Each stage reads what earlier ones wrote, and depends on its settings alone."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import asdict

import torch

from projects.ops.errors import ProjectError
from projects.ops.examples import write_examples
from projects.ops.files import read_json, write_json
from projects.ops.gate import check_gate, hold
from projects.ops.manifest import write_manifest
from projects.ops.params import load_params
from projects.ops.places import Places
from projects.ops.reference import describe_columns, drift
from projects.transformer.findings import Findings, save_findings
from projects.transformer.ops import contract
from projects.transformer.ops.cards import write_cards
from projects.transformer.ops.params import Params
from projects.transformer.ops.predictor import REFERENCE, load_writer
from projects.transformer.ops.slices import bits_of_each, measure_names, slice_tales
from projects.transformer.plan import FULL, QUICK, Plan
from projects.transformer.study import BASE, TOKENISER, TRAINING, TUNED, Material, gather, load_kept, run, train_base
from projects.transformer.tales import Tale

DATA, CHECKS, FEATURES, GATE = "data.json", "checks.json", "features.json", "gate.json"
FIGURES = "figures.json"
"""All findings, times of the machine among them: beside the weights, and not among the metrics."""

_RUN = "run"
_LEAST_IN_SLICE = 20


def make_data(places: Places) -> None:
    """The tales by their digests: the generator writes the same ones whenever it is asked."""
    material = gather(_plan(places))
    parts = {name: getattr(material, name) for name in ("train", "validation", "test")}
    write_json(
        places.work / DATA,
        {
            name: {"tales": len(tales), "digest": _digest(tales), "bits": sum(t.bits for t in tales) / len(tales)}
            for name, tales in parts.items()
        },
    )


def check_data(places: Places) -> None:
    """Raises TransformerError."""
    material = _material(places)
    contract.check_contract([*material.train, *material.validation, *material.test])
    contract.check_tokeniser(material.tokeniser, material.test[:200])
    found = contract.check_tales(material.train, material.test, most_false=_params(places).most_false)
    write_json(places.work / CHECKS, asdict(found))


def make_features(places: Places) -> None:
    """The tokens: how many a tale has, and what merging bytes into them saves."""
    material = _material(places)
    counts = [len(tokens) for tokens in material.tokens(material.test)]
    bytes_ = [len(tale.text.encode()) for tale in material.test]
    places.work.mkdir(parents=True, exist_ok=True)
    material.tokeniser.save(places.work / TOKENISER)
    write_json(
        places.work / FEATURES,
        {
            "vocabulary": material.tokeniser.size,
            "groups": {"merges": {"gain": 1 - sum(counts) / sum(bytes_)}},
            "tokens_a_tale": sum(counts) / len(counts),
            "longest": max(counts),
        },
    )


def train_model(places: Places) -> None:
    """Six minutes on one core; a finished training with the same plan is kept."""
    folder = places.work / _RUN
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    train_base(_plan(places), _material(places), folder, _say)


def evaluate(places: Places) -> None:
    """All figures; then the weights are kept, and asked from their file."""
    params, plan = _params(places), _plan(places)
    folder = places.work / _RUN
    findings = run(plan, folder, _say)
    save_findings(findings, folder / FIGURES)
    places.model.mkdir(parents=True, exist_ok=True)
    for name in (BASE, TUNED, TOKENISER, TRAINING, FIGURES):
        shutil.copyfile(folder / name, places.model / name)
    keep_model(places)
    write_metrics(places, findings, params, plan)


def keep_model(places: Places) -> None:
    """What lies beside the weights: the manifest, a reference for drift, examples."""
    material, data = _material(places), read_json(places.work / DATA)
    write_manifest(
        places.model,
        BASE,
        name="transformer",
        version_=_params(places).version,
        data_sha256=data["train"]["digest"],
        packages=("numpy", "torch"),
        facts={"vocabulary": material.tokeniser.size},
    )
    write_json(places.model / REFERENCE, {"columns": {}})
    writer = load_writer(places.model)
    reference = describe_columns(writer.describe(material.tokens(material.validation)), ["bits a token"], [])
    write_json(places.model / REFERENCE, {"columns": reference})
    writer = load_writer(places.model)
    asked = [
        {"prompt": tale.text.split(".")[0] + ".", "most": 12, "temperature": 0} for tale in material.validation[:3]
    ]
    write_examples(places.model, writer, asked)


def write_metrics(places: Places, findings: Findings, params: Params, plan: Plan) -> None:
    """What two runs must agree on, and the slices of the kept model. Raises ProjectError where it says otherwise."""
    material, features = _material(places), read_json(places.work / FEATURES)
    model, _ = load_kept(places.model)
    tales = material.test[: params.slice_tales]
    bits = bits_of_each(model, material, tales)
    ours = next(one.bits for one in findings.compared if one.name == "this model")
    slices = slice_tales(tales, bits, least=_LEAST_IN_SLICE)
    reference = read_json(places.model / REFERENCE)["columns"]
    if findings.quick != plan.quick:
        raise ProjectError("these findings are not of this plan; run the stage `evaluate` again")
    write_json(
        places.metrics,
        {
            "main": {
                "bits": ours,
                "above_floor": ours / findings.corpus.floor - 1,
                "true_tales": max(one.true for one in findings.written),
            },
            "data": {**read_json(places.work / DATA), **asdict(findings.corpus)},
            "checks": read_json(places.work / CHECKS),
            "baselines": {one.name: one.bits for one in findings.compared if one.name != "this model"},
            "written": {one.how: asdict(one) for one in findings.written},
            "tuned": {one.name: asdict(one) for one in findings.tuned},
            "ending_bits": findings.ending_bits,
            "curve": [asdict(point) for point in findings.training.curve],
            "slices": {name: {part: one.figures() for part, one in group.items()} for name, group in slices.items()},
            "inclusion": measure_names(tales, bits),
            # Time does not pass in the village. What would come is another way of telling: the same tales in the past.
            "staleness": {
                "this style": findings.tuned[0].present_bits,
                "other style": findings.tuned[0].past_bits,
            },
            "drift": {
                "test": max(drift(reference, load_writer(places.model).describe(material.tokens(tales))).values())
            },
            "groups": features["groups"],
            "cost": {
                "model_kb": (places.model / BASE).stat().st_size / 1_000,
                "bytes_a_token": findings.cached.bytes_a_token,
                "stored_bytes": {one.name: one.stored_bytes for one in findings.speeds},
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


def _params(places: Places) -> Params:
    return load_params(places.params, Params)


def _plan(places: Places) -> Plan:
    return QUICK if _params(places).quick else FULL


def _material(places: Places) -> Material:
    """Raises ProjectError where the generator writes other tales than it did."""
    material = gather(_plan(places))
    if _digest(material.test) != read_json(places.work / DATA)["test"]["digest"]:
        raise ProjectError("the generator writes other tales than before; run the stage `data` again")
    return material


def _digest(tales: Sequence[Tale]) -> str:
    return hashlib.sha256("\n".join(tale.text for tale in tales).encode()).hexdigest()


def _say(step: str) -> None:
    print(f"... {step}", flush=True)
