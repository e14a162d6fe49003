"""What there is to ask about in a log: texts that came at once, bursts, gaps; the desk writes what it needs."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from prep.assessment.decision.timeline import NoteKind, notes_of
from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.layout import LOG
from prep.assessment.packs.opened import open_pack
from prep.assessment.register.collect import collect
from prep.assessment.register.logs import read_log
from prep.assessment.register.standing import all_submissions
from tests.unit.assessment_office import NOW, Office, write_content

PART = "demo/double"
LIMIT = timedelta(hours=1)


def log_of(*steps: tuple[float, str, dict[str, object]]) -> str:
    """Entries by minutes, event and facts."""
    return "\n".join(
        json.dumps({"at": (NOW + timedelta(minutes=minutes)).isoformat(), "event": event, "facts": facts})
        for minutes, event, facts in steps
    )


def saved(characters: object, at_once: object = 0) -> dict[str, object]:
    return {"part": PART, "characters": characters, "at_once": at_once}


START: tuple[float, str, dict[str, object]] = (0.0, "start", {})


def test_work_that_was_typed_leaves_nothing_to_ask_about() -> None:
    steps = [(float(minute), "save", saved(200 * minute)) for minute in range(1, 15)]
    assert notes_of(log_of(START, *steps, (16.0, "submit", {})), LIMIT) == ()


def test_text_that_came_at_once_is_noted_once_with_its_length_and_time() -> None:
    (note,) = notes_of(log_of(START, (1.0, "save", saved(40)), (12.5, "save", saved(1280, 1240))), LIMIT)
    assert (note.kind, note.after) == (NoteKind.PASTE, timedelta(minutes=12.5))
    assert note.text == "1,240 characters of demo/double came at once"


def test_a_burst_is_what_nobody_types() -> None:
    (note,) = notes_of(log_of(START, (1.0, "save", saved(40)), (1.5, "check", saved(840))), LIMIT)
    assert (note.kind, note.text) == (NoteKind.BURST, "demo/double grew by 800 characters within 30 s")


@pytest.mark.parametrize(("limit", "noted"), [(timedelta(hours=1), 1), (timedelta(days=3), 0)])
def test_a_gap_is_long_for_the_time_there_was(limit: timedelta, noted: int) -> None:
    notes = notes_of(log_of(START, (2.0, "save", saved(40)), (50.0, "save", saved(90))), limit)
    assert [note.text for note in notes] == ["nothing in the log for 48 min, then: demo/double was saved"][:noted]


def test_work_in_another_editor_says_that_little_is_known() -> None:
    (note,) = notes_of(log_of(START, (9.0, "check", saved(300)), (10.0, "submit", {})), LIMIT)
    assert note.kind is NoteKind.ELSEWHERE


@pytest.mark.parametrize("length", ["many", -1, True, 1e300, None, 10**12])
def test_lengths_that_are_none_count_as_not_told(length: object) -> None:
    steps = ((1.0, "save", saved(0)), (2.0, "save", saved(length, length)))
    assert notes_of(log_of(START, *steps), LIMIT) == ()


def test_no_log_gives_no_notes() -> None:
    assert notes_of("", LIMIT) == ()


def test_the_desk_logs_what_the_notes_need_and_it_arrives_with_the_team(office: Office) -> None:
    desk = CandidateDesk(open_pack(office.pack()), office.folder / "desk")
    desk.begin(NOW)
    text = desk.open(PART)
    for second in range(1, 4):
        text += "# typed\n"
        desk.save(PART, text, NOW + timedelta(seconds=second))
    desk.save(PART, text + "x = 1\n" * 100, NOW + timedelta(seconds=5))
    desk.submit(office.folder, NOW + timedelta(minutes=4), "Ann")
    (collected,) = collect(office.home(), [office.folder / "demo-Ann.handin.zip"], NOW + timedelta(minutes=5))
    assert not collected.refused
    (submission,) = all_submissions(office.home())
    log = read_log(office.home(), submission)
    assert log == (desk.folder / LOG).read_text()
    (note,) = notes_of(log, LIMIT)
    assert note.text == "600 characters of demo/double came at once"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)
