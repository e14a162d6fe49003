"""The public tests of shipped projects run from a pack: with pytest and libraries, and nothing of ours."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.pack import build_pack
from prep.assessment.spec.assessment import Assessment, ChallengePart
from prep.assessment.spec.content import resolve_content
from prep.catalog.challenges import load_challenge
from prep.catalog.handins.entry import lay_out
from prep.catalog.locate import shipped_root

PLAIN = {
    "housing/price-project": """
import pandas as pd

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
prices = test["Overall.Qual"].map(train.groupby("Overall.Qual")["price"].mean()).fillna(train["price"].mean())
pd.DataFrame({"id": test["id"], "price": prices}).to_csv("predictions.csv", index=False)
""",
    "sentiment/review-project": """
from collections import Counter

import pandas as pd

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
seen = {label: Counter(" ".join(rows["review"]).split()) for label, rows in train.groupby("positive")}


def praises(review):
    return sum(seen[1][word] / (seen[0][word] + 1) for word in review.split()) / len(review.split()) > 0.55


labels = test["review"].map(praises).astype(int)
pd.DataFrame({"id": test["id"], "positive": labels}).to_csv("predictions.csv", index=False)
""",
    "housing/whole-pipeline": """
class Model:
    def fit(self, houses, prices):
        self.per_foot = prices.sum() / houses["area"].sum()

    def predict(self, houses):
        return (self.per_foot * houses["area"]).to_numpy()


def build_model():
    return Model()
""",
}
BY_REFERENCE = ("sentiment/whole-pipeline", "detection/whole-detector")


def unpack(folder: Path, challenge_id: str) -> Path:
    """The folder of a challenge in a pack as a candidate unpacks it."""
    assessment = Assessment(
        format_version=1,
        id="alone",
        title="Alone",
        time_limit_minutes=500,
        challenges=(ChallengePart(id=challenge_id),),
        questions=(),
    )
    pack = build_pack(resolve_content(assessment, [shipped_root()]), TeamKey(b"k" * 32))
    zipfile.ZipFile(io.BytesIO(pack)).extractall(folder)
    return folder / "challenges" / challenge_id


def plain_pytest(folder: Path) -> str:
    """What pytest says in a process that cannot import prep or projects."""
    block = folder.parents[2] / "block"
    for name in ("prep", "projects"):
        (block / name).mkdir(parents=True)
        (block / name / "__init__.py").write_text("raise ImportError('there is no prep here')\n")
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = dict(os.environ) | {"PYTHONPATH": str(block)}
    ran = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def notebook_of(code: str) -> bytes:
    cells = [["%matplotlib inline\n", "!pip install pandas\n"], code.splitlines(keepends=True)]
    told = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": told}).encode()


def works() -> Mapping[str, tuple[str, Mapping[str, bytes]]]:
    script, labels = PLAIN["housing/price-project"], PLAIN["sentiment/review-project"]
    package = {"priced/__init__.py": b"", "priced/__main__.py": script.encode()}
    references = {
        one: (one, {"solution.py": load_challenge([shipped_root()], one).folder.joinpath("reference.py").read_bytes()})
        for one in BY_REFERENCE
    }
    return references | {
        "package": ("housing/price-project", package),
        "notebook": ("sentiment/review-project", {"work.ipynb": notebook_of(labels)}),
        "class": ("housing/whole-pipeline", {"solution.py": PLAIN["housing/whole-pipeline"].encode()}),
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", works())
def test_public_tests_of_a_project_pass_from_a_pack_by_plain_pytest(tmp_path: Path, kind: str) -> None:
    challenge_id, files = works()[kind]
    folder = unpack(tmp_path / "home", challenge_id)
    for name, body in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(body)
    assert "2 passed" in (said := plain_pytest(folder)), said


@pytest.mark.slow
def test_the_starter_of_a_project_fails_from_a_pack_with_a_line_that_says_why(tmp_path: Path) -> None:
    said = plain_pytest(unpack(tmp_path / "home", "housing/price-project"))
    assert "2 failed" in said
    assert "it wrote no predictions.csv; the run ended with NotImplementedError: predict a price" in said


def test_what_was_handed_out_is_no_work_of_the_candidate(tmp_path: Path) -> None:
    folder = unpack(tmp_path / "home", "detection/whole-detector")
    challenge = load_challenge([shipped_root()], "detection/whole-detector")
    files = {path.name: path.read_bytes() for path in folder.glob("*.py")}
    assert "frames.py" in files
    laid = lay_out({**files, "boxes.py": b"", "solution.py": b"def load(model): ...\n"}, challenge)
    assert set(laid.files) == {"solution.py", "boxes.py"}
    typed = files["frames.py"].replace(b"\n", b"\r\n")
    assert "frames.py" not in lay_out({"frames.py": typed, "solution.py": b"def load(model): ...\n"}, challenge).files
    own = lay_out({"frames.py": b"MINE = 1\n", "solution.py": b"import frames\n\ndef load(model): ...\n"}, challenge)
    assert own.files["frames.py"] == b"MINE = 1\n"
