"""A project is taken, handed in as notebook, folder or archive, run again in the jail, and scored the same twice."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.assessment.decision.dossier import dossier
from prep.assessment.decision.scores import is_far_better
from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.opened import open_pack
from prep.assessment.packs.pack import build_pack
from prep.assessment.register.collect import collect
from prep.assessment.register.home import TakeHome, open_take_home
from prep.assessment.register.ledger import load_work, pending_works
from prep.assessment.register.standing import all_submissions
from prep.assessment.spec.content import load_content
from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Visibility
from prep.model.result import GradeResult, MetricScore
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports.render import render_html
from prep.reports.summarize import summarize
from prep.store.database import open_database
from tests.hand_in_makers import zipped
from tests.unit.assessment_office import NOW
from tests.unit.test_notebooks import notebook

SPEC = """
format_version = 1
id = "demo/line"
title = "A line"
summary = "Twice and a half."
level = "beginner"
runtime = "numpy"
topics = ["evaluation"]
time_limit_minutes = 10

[project]
data = ["train.csv", "test.csv"]

[limits]
check_s = 20.0
total_s = 60.0
disk_mb = 16

[[criteria]]
id = "all"
title = "All"

[[checks]]
id = "predicts_every_row"
title = "Predicts every row"
criterion = "all"
points = 10
visibility = "public"

[[checks]]
id = "error"
title = "Error on hidden rows"
criterion = "all"
points = 60
metric = { name = "MAE", lower_is_better = true }

[[checks]]
id = "twice_the_same"
title = "The same twice"
criterion = "all"
points = 30
"""
PUBLIC = """
from prep.grading import given, project

TRAIN, TEST = given.table(__file__, "train.csv"), given.table(__file__, "test.csv")


def predicted(candidate):
    tables = {"train.csv": TRAIN, "test.csv": TEST}
    return project.predictions(candidate, tables, ids=TEST["id"], column="y", cpu_s=2)


def test_predicts_every_row(candidate):
    predicted(candidate)
"""
HIDDEN = """
import numpy as np

from prep.grading import expect, given, project

TRAIN, TEST = given.table(__file__, "train.csv"), given.table(__file__, "test.csv")
TRUTH = 2.5 * TEST["x"].to_numpy() + np.random.default_rng(5).normal(size=len(TEST))
REFERENCE = np.abs(2.5 * TEST["x"].to_numpy() - TRUTH)


def predicted(candidate):
    tables = {"train.csv": TRAIN, "test.csv": TEST}
    return project.predictions(candidate, tables, ids=TEST["id"], column="y", cpu_s=2)


def test_error(candidate, metric):
    errors = np.abs(predicted(candidate) - TRUTH)
    metric.take(lambda rows: errors[rows].mean(), len(errors), baseline=20.0, reference=REFERENCE.mean(),
                paired=lambda rows: REFERENCE[rows].mean())


def test_twice_the_same(candidate):
    expect.close(predicted(candidate), predicted(candidate), what="the second run")
"""
SCRIPT = """
import csv

rows = list(csv.DictReader(open("train.csv")))
slope = sum(float(r["y"]) for r in rows) / sum(float(r["x"]) for r in rows)
with open("predictions.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["id", "y"])
    for row in csv.DictReader(open("test.csv")):
        out.writerow([row["id"], slope * float(row["x"])])
"""
CELLS = [
    "%matplotlib inline\nimport csv\nimport matplotlib.pyplot as plt\nimport seaborn as sns",
    "rows = list(csv.DictReader(open('train.csv')))",
    "fig, ax = plt.subplots(1, 2)\nax.plot([1])\nsns.set_theme()\nfor one in plt.gcf().axes:\n    one.grid()",
    "df.head()",
    "%%time\nslope = sum(float(r['y']) for r in rows) / sum(float(r['x']) for r in rows)",
    SCRIPT.split("\n", 5)[5],
]
STARTER = "import csv\nopen('predictions.csv', 'w').write('id,y\\n')\n"


def _table(columns: list[str], rows: list[list[float]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return gzip.compress(text.getvalue().encode(), mtime=0)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("content")
    folder = root / "challenges/demo/line"
    train = [[n, n % 17 + 1, 2.5 * (n % 17 + 1)] for n in range(1, 60)]
    test = [[n, n % 13 + 1] for n in range(100, 180)]
    files = {
        "challenge.toml": SPEC.encode(),
        "prompt.md": b"# A line\n",
        "starter.py": STARTER.encode(),
        "reference.py": SCRIPT.encode(),
        "hints.md": b"# Hints\n\n## First\n\nx\n",
        "tests/test_public.py": PUBLIC.encode(),
        "tests/test_hidden.py": HIDDEN.encode(),
        "data/train.csv.gz": _table(["id", "x", "y"], train),
        "data/test.csv.gz": _table(["id", "x"], test),  # type: ignore[arg-type]
    }
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    (root / "demo.toml").write_text(
        'format_version = 1\nid = "demo"\ntitle = "Demo"\ntime_limit_minutes = 60\n[[challenges]]\nid = "demo/line"\n'
    )
    return root


@pytest.fixture(scope="module")
def challenge(root: Path) -> Challenge:
    return load_challenge_folder(root / "challenges/demo/line")


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


def _grade(grader: Grader, challenge: Challenge, code: str) -> GradeResult:
    return grader.grade(challenge, Submission(name="work", files={"solution.py": code.encode()}))


def _points(result: GradeResult) -> list[float]:
    return [check.points for check in result.checks]


FORMS = {
    "script.py": SCRIPT.encode(),
    "notebook.ipynb": notebook(*CELLS),
    "folder.zip": zipped({"work/main.py": SCRIPT.encode(), "work/README.md": b"# Why\n", "work/train.csv": b"x"}),
    "windows.zip": zipped({"work\\analysis.ipynb": notebook(*CELLS), "work\\test.csv": b"x"}, system=0),
    "package.zip": zipped(
        {"line/__init__.py": b"", "line/__main__.py": b"from line import fit\n", "line/fit.py": SCRIPT.encode()}
    ),
    "src.zip": zipped(
        {"README.md": b"", "src/line/__main__.py": b"from . import fit\n", "src/line/fit.py": SCRIPT.encode()}
    ),
    "beside the starter.zip": zipped({"solution.py": STARTER.encode(), "Untitled.ipynb": notebook(*CELLS)}),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_project_in_any_form_gets_the_same_score_twice(
    name: str, grader: Grader, challenge: Challenge, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(FORMS[name])
    submission = load_submission(tmp_path / name, challenge=challenge)
    first, second = (grader.grade(challenge, submission) for _ in range(2))
    assert _points(first) == _points(second) == [10, 60, 30], [check.message for check in first.checks]


HOSTILE = {
    "endless cells": ("while True:\n    pass\n", "its limit of 2 seconds of CPU time"),
    "sleeps": ("import time\ntime.sleep(3600)\n", "its limit of 2 seconds of CPU time"),
    "gigabytes of predictions": (
        "f = open('predictions.csv', 'w')\nwhile True:\n    f.write('1,1\\n' * 100_000)\n",
        "predictions.csv has",
    ),
    "wrong length": ("open('predictions.csv', 'w').write('id,y\\n1,1\\n2,2\\n')\n", "2 rows, 80 of the 80 asked for"),
    "twice the same id": ("open('predictions.csv', 'w').write('id,y\\n100,1\\n100,2\\n')\n", "an id twice"),
    "no numbers": (
        SCRIPT.replace("slope * float(row['x'])", "'x'").replace('slope * float(row["x"])', "'x'"),
        "is not a number",
    ),
    "not a number": (SCRIPT.replace('slope * float(row["x"])', "float('nan')"), "is not a number"),
    "writes its score": (
        "import json\njson.dump({'points': 100}, open('results.json', 'w'))\nprint('100 of 100 points')\n",
        "wrote no predictions.csv",
    ),
    "a link to a device": ("import os\nos.symlink('/dev/zero', 'predictions.csv')\n", "wrote no predictions.csv"),
    "a pipe": ("import os\nos.mkfifo('predictions.csv')\n", "wrote no predictions.csv"),
    "a folder": ("import os\nos.mkdir('predictions.csv')\n", "wrote no predictions.csv"),
    "raises": ("raise RuntimeError('no')\n", "RuntimeError at line 1 of solution.py: no"),
    "exits": ("import os\nos._exit(0)\n", "wrote no predictions.csv"),
    "no csv": ("open('predictions.csv', 'wb').write(bytes(range(256)))\n", "is not CSV in UTF-8"),
    "kills what runs it": ("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n", ""),
    "forks on": ("import os\nwhile True:\n    os.fork()\n", ""),
    "answers in its place": (
        "import os\nfor n in range(3, 99):\n    try:\n        os.write(n, b'x')\n    except OSError:\n        pass\n",
        "",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_project_costs_only_itself(name: str, grader: Grader, challenge: Challenge) -> None:
    code, told = HOSTILE[name]
    result = _grade(grader, challenge, code)
    assert sum(_points(result)) == 0
    assert result.verdict is not Verdict.GRADER_ERROR
    assert told in result.checks[0].message
    assert _points(_grade(grader, challenge, SCRIPT)) == [10, 60, 30]


def test_each_run_begins_from_a_clean_state(grader: Grader, challenge: Challenge) -> None:
    remembers = SCRIPT + (
        "\nimport os\nopen('/box/seen', 'w').write('x')\n"
        "if os.path.isdir('../work'):\n    open('../work/solution.py', 'w').write('1 / 0')\n"
    )
    assert _points(_grade(grader, challenge, remembers)) == [10, 60, 30]
    grows = "import os\nn = len(os.listdir('/box'))\n" + SCRIPT.replace("slope * float", "(slope + 0 * n) * float")
    keeps = grows.replace("0 * n", "0.1 * n") + "\nopen('/box/kept', 'w').write('x')\n"
    assert _points(_grade(grader, challenge, grows)) == [10, 60, 30]
    assert _grade(grader, challenge, keeps).checks[2].verdict is Verdict.ACCEPTED, "what it kept is gone"


def test_work_without_a_seed_is_not_the_same_twice(grader: Grader, challenge: Challenge) -> None:
    for line in ("import random\nnoise = random.random()", "import numpy\nnoise = numpy.random.rand()"):
        code = f"{line}\n" + SCRIPT.replace("slope * float", "noise + slope * float")
        assert _grade(grader, challenge, code).checks[2].verdict is Verdict.WRONG_ANSWER


# --- as a take-home -----------------------------------------------------------------------------------------------


@pytest.fixture
def home(root: Path, tmp_path: Path) -> TakeHome:
    content = load_content(root / "demo.toml", [root])
    return open_take_home(open_database(f"sqlite:///{tmp_path / 'x.db'}"), content, TeamKey(b"k" * 32), NOW)


def test_a_project_goes_out_with_its_data_and_comes_back_with_notebook_and_text(
    home: TakeHome, grader: Grader, challenge: Challenge, tmp_path: Path
) -> None:
    (tmp_path / "demo.pack.zip").write_bytes(build_pack(home.content, home.key))
    with zipfile.ZipFile(tmp_path / "demo.pack.zip") as pack:
        assert b"id,x,y" in pack.read("challenges/demo/line/train.csv")
        assert not any("hidden" in name or "truth" in name for name in pack.namelist())
    desk = CandidateDesk(open_pack(tmp_path / "demo.pack.zip"), tmp_path / "desk")
    desk.begin(NOW)
    own = tmp_path / "desk/challenges/demo/line"
    (own / "Analysis.ipynb").write_bytes(notebook("# Why a line", *CELLS))
    (own / "README.md").write_text("# What I found\n\nA line through nought.\n")
    public = grader.grade(
        desk.public_challenge("demo/line"), load_submission(own, challenge=challenge), visibility=Visibility.PUBLIC
    )
    assert _points(public) == [10]
    (told,) = collect(home, [desk.submit(tmp_path, NOW, "Ann")], NOW)
    assert told.parts == ("demo/line",)
    (number,) = pending_works(home, "demo/line", home.content_version("demo/line"))
    result = grader.grade(challenge, load_work(home, number).as_submission())
    assert _points(result) == [10, 60, 30]
    papers = {paper.title: paper.text for paper in dossier(home, all_submissions(home)[0]).papers}
    assert "A line through nought." in papers["demo/line: README.md"]
    assert any("notebook" in title and "seaborn" in text for title, text in papers.items())
    html = render_html(summarize(challenge, result, load_work(home, number).as_submission()))
    assert "Why a line" in html
    assert "prep.grading.jail" not in html


def test_a_loose_notebook_that_writes_predictions_is_the_project(home: TakeHome, tmp_path: Path) -> None:
    (tmp_path / "Ann.ipynb").write_bytes(notebook(*CELLS))
    (tmp_path / "Bo.py").write_text("print('hello')\n")
    first, second = collect(home, [tmp_path / "Ann.ipynb", tmp_path / "Bo.py"], NOW)
    assert first.parts == ("demo/line",)
    assert second.refused


def test_predictions_far_better_than_the_reference_are_marked_for_a_look() -> None:
    usual = {"name": "MAE", "unit": "", "lower_is_better": True, "baseline": 30.0, "reference": 10.0, "share": 1.0}
    assert is_far_better(MetricScore(value=2.0, low=1.0, high=3.0, **usual))  # type: ignore[arg-type]
    assert not is_far_better(MetricScore(value=9.0, low=8.0, high=10.0, **usual))  # type: ignore[arg-type]


def test_a_result_of_a_project_is_plain_data(grader: Grader, challenge: Challenge) -> None:
    assert json.loads(json.dumps(_grade(grader, challenge, SCRIPT).as_plain()))["points"] == 100
