"""The same right work is read whoever packed it; what cannot be read is refused by name, and stops nothing."""

import os
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.assessment.decision.scores import all_scores
from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.opened import open_pack
from prep.assessment.register.collect import collect, hand_ins
from prep.catalog.challenges import load_challenge_folder
from prep.catalog.handins.names import plain_name, stem_of, suffix_of
from prep.catalog.submissions import load_or_explain, load_submission
from prep.model.challenge import Challenge
from prep.model.errors import SubmissionError
from prep.model.text import visible
from tests.demo_challenge import RIGHT
from tests.hand_in_makers import ARCHIVES, CODE, NOTEBOOK, PNG, UNREADABLE, tarred, zipped
from tests.unit.assessment_office import NOW, STARTER, Office, write_content


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture
def challenge(office: Office) -> Challenge:
    return load_challenge_folder(office.folder / "challenges/demo/double")


def _double(code: bytes) -> object:
    names: dict[str, object] = {}
    exec(compile(code, "solution.py", "exec"), names)
    return names["double"](21)  # type: ignore[operator]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_of_any_maker_is_read_by_grade_and_by_collect(
    name: str, challenge: Challenge, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(ARCHIVES[name]())
    assert _double(load_submission(path, challenge=challenge).files["solution.py"]) == 42
    (told,) = collect(office.home(), [path], NOW)
    assert told.parts == ("demo/double",), told.refused


def test_there_are_archives_of_sixty_makers() -> None:
    assert len(ARCHIVES) >= 60


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_by_its_name_with_what_to_do(
    name: str, challenge: Challenge, office: Office, tmp_path: Path
) -> None:
    build, words = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(build())
    with pytest.raises(SubmissionError) as refused:
        load_submission(path, challenge=challenge)
    assert str(refused.value).startswith(str(path))
    assert words in str(refused.value)
    assert visible(str(refused.value)) == str(refused.value)
    good = tmp_path / "good.py"
    good.write_bytes(CODE)
    first, second = collect(office.home(), [path, good], NOW)
    assert first.refused.startswith(str(path))
    assert second.parts == ("demo/double",)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("data beside.zip", "left out (data): data.csv, model.pkl"),
        ("venv beside.zip", "left out (installed libraries): venv"),
        ("node_modules beside.zip", "left out (installed libraries): node_modules"),
        ("git beside.zip", "left out (of the system or an editor): .git"),
        ("screenshot of macos 14.zip", "left out (a picture): Screenshot 2026-05-01 at 9.41.00_AM.png"),
        ("macos finder.zip", "left out (of the system or an editor): .DS_Store, __MACOSX"),
        ("link beside.zip", "left out (a link or a device): data"),
        ("archive beside.zip", "left out (an archive): old.zip"),
        ("archive inside.zip", "it held only inner.zip, which was opened"),
        ("copy.zip", "solution (1).py is taken for solution.py"),
        ("utf-16.zip", "solution.py was saved as UTF-16 and is read as such"),
        ("no-break space.zip", "is kept as my_notes.txt"),
        ("deep paths.zip", "left out (a name that no system takes)"),
    ],
)
def test_what_is_left_out_or_read_otherwise_is_told(name: str, left: str, challenge: Challenge, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(ARCHIVES[name]())
    assert any(left in remark for remark in load_submission(path, challenge=challenge).remarks)


@pytest.mark.parametrize("name", ["solution.py", "WORK.PY", "solution.py.txt", "my answer (2).py", "work", "Ann.ipynb"])
def test_a_single_file_keeps_its_bytes_whatever_it_is_called(name: str, challenge: Challenge, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(NOTEBOOK if name.endswith("ipynb") else CODE)
    found = load_submission(path, challenge=challenge)
    assert path.read_bytes() in (found.files["solution.py"], *found.originals.values())
    assert _double(found.files["solution.py"]) == 42


def test_a_python_file_that_is_also_an_archive_is_never_read_as_one(challenge: Challenge, tmp_path: Path) -> None:
    both = zipped({"solution.py": CODE}, before=b"def double(x):\n    return 0\n")
    (tmp_path / "work.py").write_bytes(both)
    assert "work.py is not text" in load_or_explain(tmp_path / "work.py", challenge).problem
    (tmp_path / "work.zip").write_bytes(both)
    assert load_submission(tmp_path / "work.zip", challenge=challenge).files["solution.py"] == CODE


def test_a_folder_is_read_like_an_archive_and_libraries_are_not_walked_through(
    challenge: Challenge, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    for name in ("src/solution.py", "src/part.py", "my-env/pyvenv.cfg", "my-env/x.py", "node_modules/a.js", "data.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(CODE)
    found = load_submission(folder, challenge=challenge)
    assert set(found.files) == {"solution.py", "part.py"}
    assert "left out (installed libraries): my-env, node_modules" in " ".join(found.remarks).replace(
        "site-packages", "my-env"
    )


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a\\b.py", "a/b.py"),
        ("C:\\Users\\x.py", "Users/x.py"),
        ("/etc/passwd", "etc/passwd"),
        ("../../x.py", "x.py"),
        ("a/../b.py", "a/b.py"),
        ("a\x1b[2J.py", "a_[2J.py"),
        ("a\u202eb.py", "a_b.py"),
        ("..", ""),
        ("x" * 300, ""),
    ],
)
def test_a_name_becomes_one_that_stays_where_it_is_put(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    "name",
    [
        "solution.py",
        "Solution (1).py",
        "SOLUTION.PY",
        "solution_final.py",
        "solution.py.txt",
        "Copy of solution.ipynb",
        "solution copy 2.py",
        "solution-v2.py",
    ],
)
def test_copies_of_a_name_are_known(name: str) -> None:
    assert stem_of(name) == "solution"


def test_what_mail_puts_behind_an_ending_does_not_count() -> None:
    assert [suffix_of(name) for name in ("a.PY", "a.py.txt", "a.ipynb.json", "a.txt")] == [
        ".py",
        ".py",
        ".ipynb",
        ".txt",
    ]


# --- take-homes ---------------------------------------------------------------------------------------------------


def test_a_notebook_beside_the_untouched_starter_is_collected(office: Office, tmp_path: Path) -> None:
    files = {"challenges/demo/double/solution.py": STARTER.encode(), "challenges/demo/double/Untitled.ipynb": NOTEBOOK}
    (tmp_path / "Ann.zip").write_bytes(zipped(files))
    (told,) = collect(office.home(), [tmp_path / "Ann.zip"], NOW)
    assert told.parts == ("demo/double",)
    assert any("starter as it was" in remark for remark in told.remarks)


def test_a_broken_notebook_beside_the_untouched_starter_is_never_scored(
    challenge: Challenge, office: Office, tmp_path: Path
) -> None:
    files = {"challenges/demo/double/solution.py": STARTER.encode(), "challenges/demo/double/a.ipynb": NOTEBOOK[:-30]}
    (tmp_path / "Ann.zip").write_bytes(zipped(files))
    assert "a.ipynb is not a notebook that can be read" in load_or_explain(tmp_path / "Ann.zip", challenge).problem
    (told,) = collect(office.home(), [tmp_path / "Ann.zip"], NOW)
    assert "a.ipynb is not a notebook that can be read" in told.refused


def test_a_notebook_beside_a_solution_that_was_not_finished_is_the_work(challenge: Challenge, tmp_path: Path) -> None:
    unfinished = b"# I went on in the notebook\n" + STARTER.encode()
    (tmp_path / "a.zip").write_bytes(zipped({"solution.py": unfinished, "a.ipynb": NOTEBOOK}))
    assert _double(load_submission(tmp_path / "a.zip", challenge=challenge).files["solution.py"]) == 42


@pytest.mark.parametrize("name", ["answer.md", "answer.txt"])
def test_code_within_a_text_is_refused_and_never_scored(
    name: str, challenge: Challenge, office: Office, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"# My answer\n\n```python\n" + CODE + b"```\n")
    assert "is a text with code in it; hand in the code itself" in load_or_explain(tmp_path / name, challenge).problem
    (told,) = collect(office.home(), [tmp_path / name], NOW)
    assert "is a text with code in it; hand in the code itself" in told.refused


@pytest.mark.parametrize("name", ["solution.py.", "solution.py ", "w/solution.py. ."])
def test_dots_and_blanks_behind_a_name_count_for_nothing(name: str, challenge: Challenge, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({name: CODE}))
    assert load_submission(tmp_path / "a.zip", challenge=challenge).files["solution.py"] == CODE


def test_a_mark_for_the_end_of_the_file_is_no_part_of_the_code(challenge: Challenge, tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_bytes(CODE + b"\x1a")
    found = load_submission(tmp_path / "solution.py", challenge=challenge)
    assert found.files["solution.py"] == CODE
    assert found.originals["solution.py"] == CODE + b"\x1a"


def test_a_helper_beside_the_solution_goes_before_one_of_its_name_above(challenge: Challenge, tmp_path: Path) -> None:
    files = {"w/a.py": b"ABOVE = 1\n", "w/src/a.py": b"BESIDE = 1\n", "w/src/solution.py": CODE}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    assert load_submission(tmp_path / "a.zip", challenge=challenge).files["a.py"] == b"BESIDE = 1\n"


def test_handing_in_takes_everything_that_belongs_to_the_work_and_says_what_not(office: Office, tmp_path: Path) -> None:
    desk = CandidateDesk(open_pack(office.pack()), tmp_path / "desk")
    desk.begin(NOW)
    own = tmp_path / "desk/challenges/demo/double"
    (own / "Untitled.ipynb").write_bytes(NOTEBOOK)
    (own / "helper.py").write_text("TWO = 2\n")
    (own / "notes.md").write_text("# Notes\n")
    (own / "data.csv").write_bytes(b"1,2\n" * 1000)
    path = desk.submit(tmp_path, NOW, "Ann")
    with zipfile.ZipFile(path) as archive:
        names = {name.removeprefix("challenges/demo/double/") for name in archive.namelist()}
    assert names == {"solution.py", "Untitled.ipynb", "helper.py", "notes.md", "handin.json", "log.jsonl"}
    assert desk.remarks == ("left out (data): data.csv",)
    (told,) = collect(office.home(), [path], NOW)
    assert told.parts == ("demo/double",)


def test_a_sealed_hand_in_that_was_unpacked_and_packed_again_is_still_sealed(office: Office, tmp_path: Path) -> None:
    desk = CandidateDesk(open_pack(office.pack()), tmp_path / "desk")
    desk.begin(NOW)
    desk.save("demo/double", RIGHT, NOW)
    with zipfile.ZipFile(desk.submit(tmp_path, NOW, "Ann")) as archive:
        files = {f"demo.handin/{name}": archive.read(name) for name in archive.namelist()}
    (tmp_path / "again.zip").write_bytes(zipped(files | {"__MACOSX/demo.handin/._handin.json": b"\0"}))
    (told,) = collect(office.home(), [tmp_path / "again.zip"], NOW)
    assert told.parts == ("demo/double",)
    assert not any("without a log" in remark for remark in told.remarks)


def test_a_part_of_which_two_files_could_be_meant_has_no_score(office: Office, tmp_path: Path) -> None:
    (tmp_path / "Ann.zip").write_bytes(zipped({"one.py": CODE, "two.py": CODE + b"# other\n"}))
    (told,) = collect(office.home(), [tmp_path / "Ann.zip"], NOW)
    assert "one.py, two.py could each be meant; ask which one counts" in told.refused
    assert all_scores(office.home()) == []


def _mixed(folder: Path) -> Iterator[Path]:
    """Two hundred hand-ins as people send them, right and wrong ones in no order."""
    rng = random.Random(7)
    builds = [(name, build) for name, build in ARCHIVES.items()]
    builds += [(name, build) for name, (build, _) in UNREADABLE.items()]
    for number in range(200):
        name, build = builds[number % len(builds)]
        path = folder / f"{rng.randrange(10**6):06}-{number:03}-{name}"
        path.write_bytes(build())
        yield path


@pytest.mark.slow
def test_of_two_hundred_mixed_files_each_gets_a_line_that_a_person_can_act_on(office: Office, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    paths = sorted(_mixed(inbox))
    assert list(hand_ins([inbox])) == paths, "a folder with archives in it is an inbox"
    told = list(collect(office.home(), hand_ins([inbox]), NOW))
    assert [one.path for one in told] == [str(path) for path in paths]
    right = set(ARCHIVES)
    for one in told:
        name = Path(one.path).name.split("-", 2)[2]
        assert (one.parts == ("demo/double",)) == (name in right), one
        assert one.refused.startswith(one.path) or one.parts
        assert one.parts or ";" in one.refused, "says what to do"


def test_a_folder_with_the_files_of_one_person_is_one_hand_in(tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_bytes(CODE)
    (tmp_path / "photo.png").write_bytes(PNG)
    assert list(hand_ins([tmp_path])) == [tmp_path]


# --- nothing stops the next ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_bytes_that_were_changed_on_the_way_are_read_or_refused_by_name(
    seed: int, challenge: Challenge, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    name = rng.choice(sorted(ARCHIVES))
    data = bytearray(ARCHIVES[name]())
    for _ in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.5:
        del data[rng.randrange(len(data)) :]
    path = tmp_path / name
    path.write_bytes(data)
    found = load_or_explain(path, challenge)
    assert found.files or found.problem.startswith(str(path))


@pytest.mark.parametrize(
    "name", [b"Ann\xff\xfe.py", b"\n.py", b".py", b" .zip.py", b"\x1b[2J\r.py", "\u202eyp.py".encode(), b"n" * 250]
)
def test_no_name_of_a_file_stops_the_next(name: bytes, office: Office, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(name)
    odd.write_bytes(CODE)
    good = tmp_path / "zoe.py"
    good.write_bytes(CODE + b"# mine\n")
    first, second = collect(office.home(), [odd, good], NOW)
    assert first.parts or first.refused
    assert second.parts == ("demo/double",)


def test_a_tar_archive_that_breaks_off_between_two_files_is_refused(challenge: Challenge, tmp_path: Path) -> None:
    whole = tarred({"solution.py": CODE, "other.py": CODE})
    (tmp_path / "work.tar").write_bytes(whole[:1024] + whole[1024:1300])
    assert "cut off" in load_or_explain(tmp_path / "work.tar", challenge).problem
