"""What is deployed around the service: containers, manifests, alerts, a dashboard; each is held against the service."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from projects.detection.serve.fates import Fate, Outcome
from projects.detection.serve.metrics import ServiceCollector, render_metrics
from projects.detection.serve.service import Service, ServiceSettings
from projects.detection.watch.monitor import Monitor

DEPLOY = Path("projects/detection/deploy").resolve()
MANIFESTS = DEPLOY / "kubernetes.yaml"


def _tool(name: str, path: Path, *options: str) -> int:
    program = Path(sys.executable).parent / name
    return subprocess.run([program, *options, path], capture_output=True, check=False).returncode


def test_the_dockerfile_lints_clean_and_a_careless_one_would_not(tmp_path: Path) -> None:
    assert _tool("hadolint", DEPLOY / "Dockerfile") == 0
    careless = tmp_path / "Dockerfile"
    careless.write_text("FROM python:latest\nRUN pip install fastapi\n")
    assert _tool("hadolint", careless) != 0


def test_the_manifests_fit_their_schema_and_a_misspelt_one_would_not(tmp_path: Path) -> None:
    assert _tool("kubernetes-validate", MANIFESTS, "--strict") == 0
    misspelt = tmp_path / "kubernetes.yaml"
    misspelt.write_text(MANIFESTS.read_text().replace("readinessProbe", "readynessProbe"))
    assert _tool("kubernetes-validate", misspelt, "--strict") != 0


def _containers() -> list[Any]:
    return [
        (document["metadata"]["name"], container)
        for document in yaml.safe_load_all(MANIFESTS.read_text())
        if document["kind"] == "Deployment"
        for container in document["spec"]["template"]["spec"]["containers"]
    ]


@pytest.mark.parametrize(("name", "container"), _containers())
def test_every_container_has_bounds_and_no_rights_that_it_does_not_need(name: str, container: Any) -> None:
    assert container["resources"]["limits"]["memory"], name
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"]
    assert not rights["allowPrivilegeEscalation"]
    assert rights["capabilities"]["drop"] == ["ALL"]
    assert not container["image"].endswith("latest")


def test_what_is_spooled_has_a_place_of_bounded_size_where_all_else_is_read_only() -> None:
    for document in yaml.safe_load_all(MANIFESTS.read_text()):
        if document["kind"] != "Deployment" or document["metadata"]["name"] == "detection-redis":
            continue
        spec = document["spec"]["template"]["spec"]
        volumes = {volume["name"]: volume["emptyDir"]["sizeLimit"] for volume in spec["volumes"]}
        mounts = {mount["mountPath"]: mount["name"] for mount in spec["containers"][0]["volumeMounts"]}
        assert volumes[mounts["/tmp"]]


def _exported() -> set[str]:
    """Every name that a scrape may hold: of a service with a watched stream and models on trial."""
    service = Service(ServiceSettings(model=Path("none.onnx")), Monitor({}))
    names: set[str] = set()
    for family in ServiceCollector(service).collect():
        endings = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"]}.get(family.type, [""])
        names |= {family.name + ending for ending in endings}
    return names


def _asked(expression: str) -> set[str]:
    return set(re.findall(r"\bdetection_\w+", expression))


def _balanced(expression: str) -> bool:
    """Brackets that close what they open, outside of quotes."""
    plain = re.sub(r'"[^"]*"', "", expression)
    while plain != (shorter := re.sub(r"\([^()\[\]{}]*\)|\[[^()\[\]{}]*\]|\{[^()\[\]{}]*\}", "", plain)):
        plain = shorter
    return not set(plain) & set("()[]{}")


def test_every_alert_has_its_form_asks_for_what_is_exported_and_says_what_to_do() -> None:
    groups = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules) >= 8
    for rule in rules:
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}
        assert _asked(rule["expr"]), rule
        assert _asked(rule["expr"]) <= _exported(), rule
        assert _balanced(rule["expr"]), rule
        assert re.fullmatch(r"\d+[smh]", rule.get("for", "1m"))
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"].keys() == {"summary", "action"}


def test_every_picture_of_the_dashboard_asks_for_what_is_exported() -> None:
    board = json.loads((DEPLOY / "dashboard.json").read_text())
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in board["panels"]}) == len(places)
    for panel in board["panels"]:
        for target in panel["targets"]:
            assert _asked(target["expr"]), panel["title"]
            assert _asked(target["expr"]) <= _exported(), panel["title"]
            assert _balanced(target["expr"]), panel["title"]


def test_the_latency_is_a_histogram_whose_buckets_count_up_to_all() -> None:
    service = Service(ServiceSettings(model=Path("none.onnx")))
    for latency_ms in (1.0, 10.0, 12.0, 9_000.0):
        service.ledger.receive()
        service.ledger.settle(Outcome(number=1, fate=Fate.ANSWERED, latency_ms=latency_ms))
    lines = render_metrics(service).decode().splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if line.startswith("detection_latency_seconds"))
    buckets = {
        le: float(told[f'detection_latency_seconds_bucket{{le="{le}"}}']) for le in ("0.005", "0.01", "5.0", "+Inf")
    }
    assert buckets == {"0.005": 1, "0.01": 2, "5.0": 3, "+Inf": 4}
    assert float(told["detection_latency_seconds_count"]) == 4
    assert float(told["detection_latency_seconds_sum"]) == pytest.approx(9.023)


def test_the_commands_of_the_manifests_are_understood() -> None:
    from projects.detection.__main__ import _parser

    for _, container in _containers():
        if container["image"].startswith("prep-detection"):
            _parser().parse_args(container["args"])
