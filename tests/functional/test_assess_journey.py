"""The journey of a hiring team, by the commands of its guide: twelve candidates, two reviewers, reports for all."""

import json
import random
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prep.assessment.decision.blind import review_order
from prep.assessment.packs.keys import load_team_key
from prep.assessment.register.home import open_take_home
from prep.assessment.register.review import comment, mark
from prep.assessment.spec.content import load_content
from prep.catalog.locate import shipped_root
from prep.store.database import open_database
from tests.attacks.archives import bomb
from tests.functional.conftest import Prep, Ran
from tests.functional.take_home_servers import new_database
from tests.unit.assessment_office import Office, write_content
from tests.unit.test_assessment_similarity import disguised

LINEAR = "housing/linear-regression"
FOLDER = shipped_root() / "challenges" / LINEAR
QUESTION = "roc-vs-pr"
GOOD_ANSWER = """The ROC curve plots the true positive rate against the false positive rate over all thresholds. The
precision-recall curve plots precision, the share of alarms that are right, against recall. Because there are so many
healthy patients, the false positive rate stays small even with many false alarms, so ROC AUC looks excellent while
precision is poor. I would report the precision-recall curve beside the baseline, which is the share of positives."""
POOR_ANSWER = "I do not know, maybe the model is simply not good enough and needs more data and training."

HONEST = {
    name: (FOLDER / "submissions/accepted" / f"{name}.py").read_text() for name in ("pseudo_inverse", "singular_values")
}
WEAK = (FOLDER / "submissions/rejected/no_intercept.py").read_text()
HOSTILE = {
    "ends the process": "import os\nclass LinearRegression:\n    def fit(self, X, y):\n        os._exit(0)\n",
    "equals everything": """
class Yes(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
class LinearRegression:
    coef_ = [Yes(0)]
    intercept_ = Yes(0)
    def fit(self, X, y): return self
    def predict(self, X): return [Yes(0)] * len(X)
""",
}


@dataclass(frozen=True)
class Team:
    """A hiring team's folder and its commands."""

    prep: Prep
    folder: Path
    database: str

    def __call__(self, *arguments: str | Path) -> Ran:
        return self.prep("assess", *arguments, PREP_DATABASE=self.database)

    @property
    def file(self) -> Path:
        return self.folder / "analyst.toml"


def _ok(ran: Ran) -> str:
    assert ran.code == 0, ran.stderr
    return ran.stdout


def _by_the_tool(prep: Prep, pack: Path, folder: Path, code: str, answer: str) -> Path:
    """A candidate who works in a folder with an editor of their own, and hands in with the tool."""
    folder.mkdir()
    desk = Path(_ok(prep("take", pack, "--folder", folder / "desk", "--unpack", "--start")).strip())
    (desk / "challenges" / LINEAR / "solution.py").write_text(code)
    (desk / "answers" / f"{QUESTION}.md").write_text(answer)
    handed_in = prep("take", pack, "--folder", folder / "desk", "--hand-in", "--to", folder)
    return Path(_ok(handed_in).strip())


def _by_hand(folder: Path, name: str, code: str, answer: str = "") -> Path:
    """A candidate without the tool, who zips the folder."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"analyst/challenges/{LINEAR}/solution.py", code)
        archive.writestr(f"analyst/answers/{QUESTION}.md", answer)
        archive.writestr("analyst/START-HERE.md", "as it came")
    return path


def _notebook(folder: Path, name: str, code: str) -> Path:
    cells = [
        {"cell_type": "markdown", "source": "# My work"},
        {"cell_type": "code", "source": "%matplotlib inline\n!touch /tmp/prep-attack-magic"},
        {"cell_type": "code", "source": code},
    ]
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    return path


def _send(team: Team) -> dict[str, tuple[str, Path]]:
    """Compose, prove and pack; returns code and pack by name for the two who get one of their own."""
    parts = ("--challenge", LINEAR, "--question", QUESTION, "--rubric", "take-home-code")
    _ok(team("new", team.file, *parts, "--closes", "2099-01-01T00:00:00+00:00"))
    passed = _ok(team("check", team.file, "--no-content"))
    assert passed.startswith("✓ ")
    assert "the pack holds no hidden test" in passed
    assert "public, see above" in passed
    people = team.folder / "candidates.csv"
    people.write_text("name,contact,extra_minutes\nAda,ada@example.org,0\nBo,bo@example.org,30\n")
    packed = _ok(team("pack", team.file, "--candidates", people, "--to", team.folder)).splitlines()
    rows = [line.split("\t") for line in packed]
    return {name: (code, Path(path)) for path, code, name, _ in rows}


def _come_back(team: Team, ada: Path, bo: Path) -> None:
    """Honest work, weak, broken, hostile, copied, a notebook, a wrong file, a hostile archive, a changed one, late."""
    inbox = team.folder / "inbox"
    inbox.mkdir()
    handed_in = [
        ada,
        bo,
        _by_hand(inbox, "Cleo", WEAK, POOR_ANSWER),
        _by_hand(inbox, "Dov", "class LinearRegression:\n    def fit(self, X, y)\n        return self\n"),
        _by_hand(inbox, "Eve", HOSTILE["ends the process"]),
        _by_hand(inbox, "Fin", HOSTILE["equals everything"]),
        _by_hand(inbox, "Gus", disguised(HONEST["pseudo_inverse"], random.Random(5)), GOOD_ANSWER),
        _notebook(inbox, "Hana", (FOLDER / "reference.py").read_text()),
    ]
    wrong = inbox / "Ivo.py"
    wrong.write_text("print('my CV')\n")
    slip = inbox / "Jun.zip"
    slip.write_bytes(bomb())
    uninvited = team("collect", team.file, *handed_in[2:])
    assert uninvited.stdout.count("was invited") == len(handed_in) - 2
    collected = team("collect", team.file, "--new", *handed_in, wrong, slip, _changed(ada, inbox / "Kim.zip"))
    assert collected.code == 4
    refused = [line for line in collected.stdout.splitlines() if line.startswith("✗")]
    assert len(refused) == 3
    assert "a file that defines `LinearRegression`" in refused[0]
    assert "Jun.zip holds nothing of this assessment" in refused[1]
    assert "larger than 16 MB" in refused[1]
    assert "was changed or taken out after it was handed in" in refused[2]
    assert not list(Path("/tmp").glob("prep-attack*"))
    late = _by_hand(inbox, "Lea", HONEST["singular_values"] + "\n# mine\n")
    future = team("collect", team.file, late, "--new", "--received", "2099-01-02T00:00:00+0000")
    assert (future.code, future.stdout) == (2, "")
    assert "--received 2099-01-02T00:00:00+00:00 is still to come; say when the file came" in future.stderr
    assert team("collect", team.file, late).stderr == "nothing is taken in\n"
    window = team.file.read_text()
    team.file.write_text(window.replace("2099-01-01", "2001-01-01"))
    assert "late by" in _ok(team("collect", team.file, late, "--new"))
    assert "people are kept longer than they were promised; `prep assess purge" in team("status", team.file).stderr
    team.file.write_text(window)
    assert "promised" not in team("status", team.file).stderr


def _changed(handin: Path, target: Path) -> Path:
    with zipfile.ZipFile(handin) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            body = source.read(name)
            changed.writestr(name, body.replace(b"def fit", b"def  fit") if name.endswith("solution.py") else body)
    return target


def _review(team: Team) -> None:
    """Two reviewers, each in an order of their own."""
    orders = {}
    for reviewer, levels in (("ann", ["clear", "sound", "some"]), ("ben", ["followable", "sound", "some"])):
        listed = _ok(team("review", team.file, "--as", reviewer, "--list")).splitlines()
        orders[reviewer] = [line.split()[1] for line in listed]
        marks = [f"{criterion}={level}" for criterion, level in zip(("clarity", "method", "care"), levels, strict=True)]
        comments = ("--to-candidate", "Thank you.", "--internal", "for us only")
        _ok(team("mark", team.file, orders[reviewer][0], *marks, "--as", reviewer, *comments))
        _mark_the_others(team, reviewer, dict(zip(("clarity", "method", "care"), levels, strict=True)))
    assert orders["ann"] != orders["ben"]
    assert sorted(orders["ann"]) == sorted(orders["ben"])
    assert "the same level in 67% of 27" in _ok(team("agreement", team.file))


def _mark_the_others(team: Team, reviewer: str, levels: dict[str, str]) -> None:
    """As the command does, without starting it for each."""
    content = load_content(team.file, [shipped_root()])
    key = load_team_key(Path(team.prep.environment["PREP_DATA"]))
    engine = open_database(team.database)
    home = open_take_home(engine, content, key, datetime.now(UTC))
    for _, submission in review_order(home, reviewer)[1:]:
        mark(home, submission, reviewer, levels, datetime.now(UTC))
        comment(home, submission, reviewer, "Thank you.", "for us only", datetime.now(UTC))
    engine.dispose()


def _decide(team: Team, ada: str) -> None:
    ranking = _ok(team("rank", team.file, "--names")).splitlines()
    names = [line.split()[-1] for line in ranking]
    assert len(names) == 9
    assert set(names[:2]) == {"Ada", "Gus"}
    assert set(names[-3:]) == {"Dov", "Eve", "Fin"}
    assert "late" in next(line for line in ranking if line.endswith("Lea"))
    reports = team.folder / "reports"
    _ok(team("report", team.file, "--to", reports))
    counts = {one: len(list((reports / one).iterdir())) for one in ("candidates", "reviewers", "cohort")}
    assert counts == {"candidates": 9, "reviewers": 9, "cohort": 3}
    own = (reports / "candidates" / f"{ada}.html").read_text()
    assert "Ada" in own
    assert "Thank you." in own
    assert "for us only" not in own
    _ok(team("export", team.file, "--format", "json", "--to", team.folder / "r.json"))
    assert "this team's" in _ok(team("verify", team.folder / "r.json"))
    assert "every seal is right" in _ok(team("verify", team.file))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_from_a_draft_to_reports_with_twelve_candidates_and_two_reviewers(
    prep: Prep, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    database = f"sqlite:///{tmp_path / 'team.db'}"
    if kind == "postgres":
        database = new_database(request.getfixturevalue("server"), "journey")
    team = Team(prep, tmp_path, database)
    (ada, ada_pack), (bo, bo_pack) = _send(team).values()
    _come_back(
        team,
        _by_the_tool(prep, ada_pack, tmp_path / "ada", HONEST["pseudo_inverse"], GOOD_ANSWER),
        _by_the_tool(prep, bo_pack, tmp_path / "bo", HONEST["singular_values"], POOR_ANSWER),
    )

    assert "13 of 13 graded" in team("grade", team.file).stderr
    assert team("grade", team.file).stderr == "", "the second time there is nothing to do"

    listed = _ok(team("status", team.file, "--names")).splitlines()
    codes = {line.split()[-1]: line.split()[0] for line in listed if line[:1].strip() and ":" not in line}
    together = team("compare", team.file)
    assert "% alike  " in together.stdout
    assert "so much of one work stands in the other, whatever the names" in together.stderr
    alike = [set(line.split()[1:4:2]) for line in _ok(team("compare", team.file, "--pairs")).splitlines()]
    assert {ada, codes["Gus"]} in alike
    assert {codes["Hana"], "reference.py"} in alike
    assert {bo, codes["Lea"]} in alike
    assert {ada, bo} not in alike
    page = tmp_path / "beside.html"
    _ok(team("compare", team.file, "--show", LINEAR, ada, codes["Gus"], "--to", page))
    assert 'class="shared"' in page.read_text()

    _review(team)
    _decide(team, ada)

    _ok(team("forget", team.file, "Eve", "--yes"))
    assert "Eve" not in _ok(team("status", team.file, "--names"))
    assert len(_ok(team("rank", team.file)).splitlines()) == 8
    assert "forgotten" in _ok(team("verify", team.file, "--log"))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("check", "missing.toml"), 3, "missing.toml: cannot be read"),
        (("rnk", "a.toml"), 2, "did you mean `rank`"),
        (("compare", "demo.toml", "--show", "demo/doubel", "A", "B"), 2, "did you mean `demo/double`"),
        (("compare", "demo.toml", "--show", "demo/double", "A", "B"), 6, "'A' handed in nothing"),
        (("forget", "demo.toml", "Nobody", "--yes"), 6, "no candidate is called 'Nobody'"),
        (("mark", "demo.toml", "ABCDEF", "clarity=good"), 4, "no submission 'ABCDEF'"),
        (("send", "demo.toml", "https://example.org"), 2, "PREP_WEBHOOK_SECRET"),
        (("verify", "challenges/demo/double/prompt.md"), 4, "is not an exported result"),
        (("--database", "nonsense", "rank", "demo.toml"), 6, "is not a database URL"),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_code(
    prep: Prep, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    write_content(tmp_path)
    paths = [str(tmp_path / argument) if argument.endswith((".toml", ".md")) else argument for argument in arguments]
    database = {"PREP_DATABASE": f"sqlite:///{tmp_path / 'team.db'}"}
    ran = prep("--content", tmp_path, "assess", *paths, **database)
    assert ran.code == code, ran.stderr
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_pack_that_was_changed_and_a_key_that_is_not_the_teams_are_refused(prep: Prep, tmp_path: Path) -> None:
    write_content(tmp_path)
    pack = Office(tmp_path).pack()
    ran = prep("take", pack, "--folder", tmp_path / "desk", "--unpack", "--key", "0000-0000-0000-0000")
    assert ran.code == 4
    assert "is signed by" in ran.stderr
    pack.write_bytes(pack.read_bytes().replace(b"PK\x05\x06", b"PK\x05\x07"))
    ran = prep("take", pack, "--folder", tmp_path / "desk", "--unpack")
    assert ran.code == 4
    assert not (tmp_path / "desk").exists()


def test_unpacking_starts_no_clock_and_public_tests_run_whichever_editor_wrote(prep: Prep, tmp_path: Path) -> None:
    write_content(tmp_path)
    take = ("take", Office(tmp_path).pack(), "--folder", tmp_path / "desk")
    unpacked = prep(*take, "--unpack")
    assert "the clock does not run yet" in unpacked.stderr
    assert not (tmp_path / "desk" / "log.jsonl").exists()
    failed = prep(*take, "--test")
    assert (failed.code, "0 of 1 public checks passed" in failed.stdout) == (1, True)
    (tmp_path / "desk/challenges/demo/double/solution.py").write_text("def double(x):\n    return 2 * x\n")
    assert "✓ Doubles two: accepted" in _ok(prep(*take, "--test", "demo/double"))
    assert "did you mean `demo/double`" in prep(*take, "--test", "demo/duble").stderr
    handed_in = prep(*take, "--hand-in", "--to", tmp_path)
    assert "the clock was never started" in handed_in.stderr
