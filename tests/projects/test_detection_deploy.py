"""The container files are linted as their users would lint them; no container engine runs in the tests."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

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


def test_the_commands_of_the_manifests_are_understood() -> None:
    from projects.detection.__main__ import _parser

    for _, container in _containers():
        if container["image"].startswith("prep-detection"):
            _parser().parse_args(container["args"])
