"""Packs give nothing away and cannot be changed; what comes back cannot be changed either."""

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prep.assessment.packs import pack
from prep.assessment.packs.compose import challenge_secrets, find_leaks, question_secrets
from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.handin import open_handin
from prep.assessment.packs.journal import Event, PackLog, read_journal
from prep.assessment.packs.keys import TeamKey, canonical, load_team_key
from prep.assessment.packs.layout import GUIDE, HANDIN, LOG, SIGNATURE, TamperedError
from prep.assessment.packs.opened import check_pack, open_pack
from prep.assessment.packs.pack import build_pack, pack_files
from prep.assessment.packs.tool import TOOL_FILE, build_tool
from prep.assessment.spec.assessment import Assessment, ChallengePart, QuestionPart
from prep.assessment.spec.content import Content, resolve_content
from prep.catalog.challenges import challenge_ids
from prep.catalog.locate import shipped_root
from prep.catalog.questions import question_files
from prep.model.errors import StorageError
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content

KEY = TeamKey(b"k" * 32)
_SAME_PROGRAM = re.compile(r"/debug-.*-[2-5]$")
"""Tasks on one program show its sound code to each other; the first of each stands for all."""


@pytest.fixture(scope="module")
def everything() -> Content:
    """All shipped challenges and questions in one assessment; of broken trainings one for each program."""
    root = shipped_root()
    assessment = Assessment(
        format_version=1,
        id="all",
        title="Everything",
        time_limit_minutes=10_000,
        challenges=tuple(ChallengePart(id=one) for one in challenge_ids([root]) if not _SAME_PROGRAM.search(one)),
        questions=tuple(QuestionPart(id=one) for one in question_files([root])),
    )
    return resolve_content(assessment, [root])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path, KEY)


def _files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


# --- nothing is given away -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_shipped_content_gives_anything_away_in_a_pack(everything: Content) -> None:
    assert list(find_leaks(everything, pack_files(everything, KEY, "", 0))) == []


def test_two_broken_trainings_on_one_program_give_each_other_away() -> None:
    root = shipped_root()
    parts = tuple(ChallengePart(id=f"housing/debug-price-training-{number}") for number in (1, 5))
    both = Assessment(format_version=1, id="both", title="Both", time_limit_minutes=200, challenges=parts)
    content = resolve_content(both, [root])
    assert list(find_leaks(content, pack_files(content, KEY, "", 0)))


@pytest.mark.slow
def test_the_bytes_of_a_pack_hold_no_hidden_test_and_no_rubric(everything: Content) -> None:
    """Looked for in what is sent, not in what was meant to be sent."""
    sent = _files(build_pack(everything, KEY))
    assert not any("hidden" in name or "reference" in name or "submissions" in name for name in sent)
    assert list(find_leaks(everything, sent)) == []
    for challenge in everything.challenges.values():
        for line in (challenge.folder / "tests" / "test_hidden.py").read_text().splitlines():
            if line.startswith("def test_"):
                assert not any(line.encode() in body for body in sent.values())


def test_the_search_finds_each_kind_of_leak_where_there_is_one(everything: Content) -> None:
    """A search that cannot find is no proof: each secret is planted, and each must be found."""
    planted = 0
    few = dict(list(everything.challenges.items())[:2])
    question = next(iter(everything.questions.values()))
    everything = replace(everything, challenges=few, questions={question.id: question})
    for challenge in few.values():
        by_source = {source: secret for secret, source in challenge_secrets(challenge)}
        for source, secret in by_source.items():
            assert any(
                source in leak for leak in find_leaks(everything, {"START-HERE.md": f"see {secret} there".encode()})
            )
            planted += 1
    for secret, source in question_secrets(question):
        assert any(source in leak for leak in find_leaks(everything, {"START-HERE.md": secret.encode()}))
        planted += 1
    assert planted > 20


# --- a pack that was changed -----------------------------------------------------------------------------------------


def test_a_pack_opens_as_it_was_made(office: Office) -> None:
    opened = open_pack(office.pack("ABC234", extra_minutes=15))
    assert (opened.title, opened.code, opened.time_limit_minutes) == ("Demo", "ABC234", 35)
    assert opened.key == KEY.fingerprint
    assert [part.title for part in opened.challenges] == ["Twice as much"]


def test_the_same_pack_has_the_same_bytes(office: Office) -> None:
    content = office.home().content
    assert build_pack(content, KEY) == build_pack(content, KEY)


def _other_signature(files: dict[str, bytes]) -> None:
    told = json.loads(files[SIGNATURE])
    told["signature"] = base64.b64encode(TeamKey(b"x" * 32).sign(canonical(told["signed"]))).decode()
    files[SIGNATURE] = json.dumps(told).encode()


def _listed_anew(files: dict[str, bytes]) -> None:
    told = json.loads(files[SIGNATURE])
    told["signed"]["files"].pop("START-HERE.md")
    files.pop("START-HERE.md")
    files[SIGNATURE] = json.dumps(told).encode()


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a test was changed": (
        lambda files: files.update({"challenges/demo/double/test_public.py": b"def test_doubles_two(): pass\n"}),
        "was changed after it was signed",
    ),
    "the time limit was changed": (
        lambda files: files.update({"assessment.json": files["assessment.json"].replace(b"20", b"99")}),
        "`assessment.json` was changed",
    ),
    "what runs the tests was changed": (
        lambda files: files.update({"conftest.py": b"1/0"}),
        "`conftest.py` was changed after it was signed",
    ),
    "a file was added": (
        lambda files: files.update({"challenges/demo/double/conftest.py": b"1/0"}),
        "`challenges/demo/double/conftest.py` was added",
    ),
    "a file was taken out": (lambda files: files.pop("START-HERE.md"), "`START-HERE.md` is missing"),
    "a file and its line were taken out": (_listed_anew, "its signature is wrong"),
    "signed by somebody else": (_other_signature, "its signature is wrong"),
    "no signature": (lambda files: files.pop(SIGNATURE), "is not a pack"),
    "no JSON": (lambda files: files.update({SIGNATURE: b"{"}), "is damaged"),
    "odd types": (lambda files: files.update({SIGNATURE: b'{"signed": 1, "key": 2, "signature": []}'}), "is damaged"),
    "deep nesting": (lambda files: files.update({SIGNATURE: b"[" * 100_000}), "is damaged"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_pack_that_was_changed_is_refused_with_the_reason(office: Office, what: str) -> None:
    tamper, reason = TAMPERED[what]
    files = _files(office.pack().read_bytes())
    tamper(files)
    with pytest.raises(TamperedError, match=reason):
        check_pack(files, "a.zip")


def _signed_by_a_stranger(
    office: Office, change: Callable[[dict[str, Any]], object], **more: bytes
) -> dict[str, bytes]:
    """A pack whose signature is right, but which no tool of ours made."""
    files = _files(office.pack().read_bytes()) | more
    facts = json.loads(files["assessment.json"])
    change(facts)
    files["assessment.json"] = json.dumps(facts).encode()
    files.pop(SIGNATURE)
    listed = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    signed = {"format_version": 1, "assessment": "demo", "files": listed}
    stranger = TeamKey(b"s" * 32)
    told = {"signed": signed, "key": stranger.public, "signature": stranger.sign(canonical(signed))}
    encoded = {name: base64.b64encode(one).decode() if isinstance(one, bytes) else one for name, one in told.items()}
    return files | {SIGNATURE: json.dumps(encoded).encode()}


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts["challenges"][0].update(id="../../../tmp/prep-attack"),
        lambda facts: facts["challenges"][0].update(id=7),
        lambda facts: facts.update(questions=[{"id": "/etc/passwd", "minutes": 1, "weight": 1}]),
        lambda facts: facts.update(questions=[{"id": "not-there", "minutes": 1, "weight": 1}]),
        lambda facts: facts.update(assessment="../x"),
        lambda facts: facts.update(code="../x"),
        lambda facts: facts.update(token="zz"),
        lambda facts: facts.update(time_limit_minutes="lots"),
        lambda facts: facts.update(closes="soon"),
        lambda facts: facts.pop("challenges"),
    ],
)
def test_a_strangers_pack_leads_nowhere_though_its_signature_is_right(
    office: Office, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(TamperedError, match="does not fit its files"):
        check_pack(_signed_by_a_stranger(office, change), "a.zip")
    assert check_pack(_signed_by_a_stranger(office, lambda _: None), "a.zip").title == "Demo"


# --- the desk --------------------------------------------------------------------------------------------------------


def test_work_is_there_when_the_pack_is_opened_again(office: Office, tmp_path: Path) -> None:
    pack = open_pack(office.pack())
    desk = CandidateDesk(pack, tmp_path / "desk")
    desk.begin(NOW)
    desk.save("demo/double", RIGHT, NOW + timedelta(minutes=1))
    again = CandidateDesk(pack, tmp_path / "desk")
    again.begin(NOW + timedelta(minutes=5))
    assert again.text("demo/double") == RIGHT
    assert again.started_at == NOW
    assert again.deadline == NOW + timedelta(minutes=20)
    assert again.is_begun("demo/double")


def test_the_clock_ends_with_the_window_at_the_latest(office: Office, tmp_path: Path) -> None:
    desk = CandidateDesk(open_pack(office.pack()), tmp_path / "desk")
    desk.begin(NOW + timedelta(hours=23, minutes=50))
    assert desk.deadline == NOW + timedelta(hours=24)


def test_every_save_is_kept_but_the_log_tells_of_one_in_half_a_minute(office: Office, tmp_path: Path) -> None:
    desk = CandidateDesk(open_pack(office.pack()), tmp_path / "desk")
    desk.begin(NOW)
    for second in range(70):
        desk.save("demo/double", f"# {second}\n", NOW + timedelta(seconds=second))
    assert desk.text("demo/double") == "# 69\n"
    assert [entry.event for entry in desk.journal.entries] == [Event.START, *[Event.SAVE] * 3]


def test_the_public_challenge_has_only_public_checks(office: Office, tmp_path: Path) -> None:
    challenge = CandidateDesk(open_pack(office.pack()), tmp_path / "desk").public_challenge("demo/double")
    assert [check.id for check in challenge.spec.checks] == ["doubles_two"]
    assert (challenge.folder / "reference.py").read_text() == ""


# --- what comes back -------------------------------------------------------------------------------------------------


def _handed_in(office: Office, folder: Path) -> dict[str, bytes]:
    desk = CandidateDesk(open_pack(office.pack("ABC234")), folder / "desk")
    desk.begin(NOW)
    desk.save("demo/double", RIGHT, NOW + timedelta(minutes=1))
    return _files(desk.submit(folder, NOW + timedelta(minutes=2)).read_bytes())


def test_a_hand_in_tells_who_when_and_what(office: Office, tmp_path: Path) -> None:
    handin = open_handin(_handed_in(office, tmp_path), "demo", KEY, "x.zip")
    assert handin.code == "ABC234"
    assert handin.started_at == NOW
    assert handin.submitted_at == NOW + timedelta(minutes=2)
    assert handin.works["challenges/demo/double/solution.py"] == RIGHT.encode()


def _change_log(files: dict[str, bytes]) -> None:
    files[LOG] = files[LOG].replace(b"T12:00:00", b"T12:01:00")


TAMPERED_HANDIN: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "the work": (
        lambda files: files.update({"challenges/demo/double/solution.py": b"x = 1"}),
        "solution.py` was changed or taken out",
    ),
    "the log": (_change_log, "log.jsonl` was changed"),
    "one file more": (lambda files: files.update({"more.py": b""}), "`more.py` was added"),
    "one file less": (lambda files: files.pop(LOG), "was changed or taken out"),
    "the name": (
        lambda files: files.update({HANDIN: files[HANDIN].replace(b"ABC234", b"ABC235")}),
        "its seal is wrong",
    ),
    "the assessment": (
        lambda files: files.update({HANDIN: files[HANDIN].replace(b'"demo"', b'"other"')}),
        "for another assessment",
    ),
    "no JSON": (lambda files: files.update({HANDIN: b"nonsense"}), "is damaged"),
    "odd types": (lambda files: files.update({HANDIN: b'{"sealed": [], "seal": 3}'}), "is damaged"),
}


@pytest.mark.parametrize("what", TAMPERED_HANDIN)
def test_a_hand_in_that_was_changed_is_refused_with_the_reason(office: Office, tmp_path: Path, what: str) -> None:
    tamper, reason = TAMPERED_HANDIN[what]
    files = _handed_in(office, tmp_path)
    tamper(files)
    with pytest.raises(TamperedError, match=reason):
        open_handin(files, "demo", KEY, "x.zip")


def test_another_teams_hand_in_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(TamperedError, match="its seal is wrong"):
        open_handin(_handed_in(office, tmp_path), "demo", TeamKey(b"y" * 32), "x.zip")


# --- the log ---------------------------------------------------------------------------------------------------------


def _journal(path: Path) -> str:
    journal = PackLog(path, b"t", "d")
    for minute in range(4):
        journal.note(Event.SAVE, NOW + timedelta(minutes=minute), part="demo/double")
    return path.read_text()


def test_a_log_reads_back_what_was_noted(tmp_path: Path) -> None:
    entries = read_journal(_journal(tmp_path / "log"), b"t", "d", "log")
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert entries[3].at == NOW + timedelta(minutes=3)


@pytest.mark.parametrize(
    ("tamper", "entry"),
    [
        (lambda lines: lines[:1] + lines[2:], 2),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
        (lambda lines: [*lines[:2], lines[2].replace("T12:02", "T11:02"), lines[3]], 3),
        (lambda lines: [*lines, lines[3]], 5),
        (lambda lines: [*lines[:3], "{}"], 4),
        (lambda lines: [*lines[:3], '"text"'], 4),
        (lambda lines: [*lines[:3], "[" * 100_000], 4),
    ],
)
def test_a_log_that_was_changed_tells_where(
    tmp_path: Path, tamper: Callable[[list[str]], list[str]], entry: int
) -> None:
    lines = tamper(_journal(tmp_path / "log").splitlines())
    with pytest.raises(TamperedError, match=f"entry {entry} of the log"):
        read_journal("\n".join(lines) + "\n", b"t", "d", "log")


def test_half_an_entry_at_the_end_is_dropped_when_work_goes_on(tmp_path: Path) -> None:
    text = _journal(tmp_path / "log")
    (tmp_path / "log").write_text(text + '{"n": 5, "at": "20')
    assert len(PackLog(tmp_path / "log", b"t", "d").entries) == 4


# --- keys ------------------------------------------------------------------------------------------------------------


def test_the_teams_key_stays_the_same_and_is_its_own(tmp_path: Path) -> None:
    key = load_team_key(tmp_path)
    assert load_team_key(tmp_path) == key
    assert (tmp_path / "team.key").stat().st_mode & 0o077 == 0
    (tmp_path / "team.key").write_text("nonsense")
    with pytest.raises(StorageError, match="is not a key"):
        load_team_key(tmp_path)


def test_the_signed_guide_has_the_hash_of_the_install_that_the_team_may_send_along(tmp_path: Path) -> None:
    write_content(tmp_path)
    guide = zipfile.ZipFile(Office(tmp_path).pack()).read(GUIDE).decode()
    assert f"`{TOOL_FILE}`, for `pip install`" in guide
    assert f"`{hashlib.sha256(build_tool()).hexdigest()}`" in guide


def test_the_install_has_the_same_bytes_whatever_zlib_the_machine_has() -> None:
    entries = zipfile.ZipFile(io.BytesIO(build_tool())).infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


def test_where_the_install_cannot_be_built_the_guide_says_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "tool_hash", lambda: "")
    write_content(tmp_path)
    assert TOOL_FILE not in zipfile.ZipFile(Office(tmp_path).pack()).read(GUIDE).decode()
