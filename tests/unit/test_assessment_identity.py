"""Whose work it is, which version of it counts, and whether it came in time."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.journal import PackLog
from prep.assessment.packs.opened import open_pack
from prep.assessment.register.audit import What, read_audit
from prep.assessment.register.collect import CollectedFile, collect
from prep.assessment.register.ledger import load_work
from prep.assessment.register.roster import Candidate, Invited, all_candidates, invite
from prep.assessment.register.standing import all_submissions, counting_works
from prep.assessment.register.verify import verify_take_home
from prep.store.database import reading
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, Office, write_content

HOUR = timedelta(hours=1)
CLOSES = NOW + 24 * HOUR


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _invited(office: Office, *people: Invited) -> list[Candidate]:
    return invite(office.home(), people, NOW)


def _collect(office: Office, name: str, code: str = RIGHT, *, who: str = "", is_new: bool = False) -> CollectedFile:
    path = office.folder / f"{name}.py"
    path.write_text(code)
    (told,) = collect(office.home(), [path], NOW, who, is_new=is_new)
    return told


def _sealed(
    office: Office, person: Candidate, code: str, at: datetime, *, name: str = "work", started: datetime = NOW
) -> Path:
    """What `prep take` leaves when it is handed in at that time, under a file name of its own."""
    desk = CandidateDesk(open_pack(office.pack(person.code)), office.folder / f"desk-{person.code}")
    desk.begin(started)
    desk.save("demo/double", code, at)
    path = desk.submit(office.folder, at)
    return path.rename(office.folder / f"{name}.handin.zip")


# --- whose it is --------------------------------------------------------------------------------------------------


def test_a_file_called_after_more_than_a_name_offers_whom_it_may_be_by(office: Office) -> None:
    _, bob = _invited(office, Invited(name="Ann Lee"), Invited(name="Bob Müller"))
    for name in ("Bob Mueller work", "mueller_bob-task final", "Bob Muller"):
        assert f"near: {bob.code} (Bob Müller); say" in _collect(office, name, f"{RIGHT}# {name}\n").refused, name
    assert "near" not in _collect(office, "Carl Miller work").refused


def test_with_a_list_only_people_on_it_count_and_who_may_be_meant_is_offered(office: Office) -> None:
    ann, bo = _invited(office, Invited(name="Ann Lee"), Invited(name="Bo Kim"))
    assert _collect(office, "ann  LEE").code == ann.code
    for name in ("Ann Leigh", "Lee, Ann", "Ann"):
        told = _collect(office, name, f"{RIGHT}# {name}\n")
        assert f"near: {ann.code} (Ann Lee)" in told.refused, name
        assert "--candidate CODE, or add the person with --new" in told.refused
    stranger = _collect(office, "Zed", f"{RIGHT}# z\n")
    assert "nobody called 'Zed' was invited; say whose" in stranger.refused
    assert [one.code for one in all_candidates(office.home())] == sorted([ann.code, bo.code])
    assert _collect(office, "Zed", f"{RIGHT}# z\n", is_new=True).code not in (ann.code, bo.code, "")
    assert _collect(office, "Zed", f"{RIGHT}# zz\n").is_new, "who was added is on the list"


def test_without_a_list_a_name_like_another_is_told(office: Office) -> None:
    first = _collect(office, "Ann Lee").code
    told = _collect(office, "Ann Leee", f"{RIGHT}# 2\n")
    assert told.code != first
    assert f"'Ann Leee' is new here; is it one of these: {first} (Ann Lee)?" in told.remarks


def test_of_two_people_of_one_name_neither_gets_the_work_before_somebody_says_whose_it_is(office: Office) -> None:
    one, other = _invited(
        office, Invited(name="Ann Lee", contact="a@x.org"), Invited(name="Ann Lee", contact="b@x.org")
    )
    told = _collect(office, "Ann Lee")
    assert "2 candidates are called 'Ann Lee'" in told.refused
    assert f"{one.code} (a@x.org)" in told.refused
    assert _collect(office, "Ann Lee", who=other.code).code == other.code


def test_the_code_in_a_sealed_file_wins_over_what_somebody_says(office: Office) -> None:
    ann, bo = _invited(office, Invited(name="Ann"), Invited(name="Bo"))
    path = _sealed(office, ann, RIGHT, NOW + HOUR)
    for who in ("Bo", bo.code, "Zed"):
        (told,) = collect(office.home(), [path], NOW + HOUR, who)
        assert told.code == ann.code
        assert any(f"its sealed pack is that of {ann.code}, which counts" in remark for remark in told.remarks)
    (told,) = collect(office.home(), [path], NOW + HOUR, "ann")
    assert not any("sealed pack" in remark for remark in told.remarks)


# --- which version ------------------------------------------------------------------------------------------------


def _counting(office: Office) -> str:
    home = office.home()
    (number,) = counting_works(home, "demo/double")
    return load_work(home, number).content.decode("latin-1")


def test_the_version_that_was_handed_in_last_counts_however_the_files_are_called(office: Office) -> None:
    (ann,) = _invited(office, Invited(name="Ann"))
    draft = _sealed(office, ann, "def double(x):\n    return x\n", NOW + HOUR, name="spring")
    final = _sealed(office, ann, RIGHT, NOW + 2 * HOUR, name="spring (final)")
    told = list(collect(office.home(), sorted([draft, final]), NOW + 3 * HOUR))
    assert [path.name for path in sorted([draft, final])] == ["spring (final).handin.zip", "spring.handin.zip"]
    assert "it was handed in 1 h 0 min before another version that is here already" in told[1].remarks[-1]
    assert [one.handed_in_at for one in all_submissions(office.home()) if one.counts] == [NOW + 2 * HOUR]


def test_who_goes_back_to_an_earlier_version_hands_that_one_in_last(office: Office) -> None:
    for at, code in ((0, RIGHT), (1, f"{RIGHT}# worse\n"), (2, RIGHT)):
        office.hand_in("Ann", code, NOW + at * HOUR)
    found = all_submissions(office.home())
    assert len(found) == 2
    assert [one.handed_in_at for one in found if one.counts] == [NOW + 2 * HOUR]


def test_versions_with_and_without_a_log_are_told(office: Office) -> None:
    (ann,) = _invited(office, Invited(name="Ann"))
    (_,) = collect(office.home(), [_sealed(office, ann, RIGHT, NOW + HOUR)], NOW + HOUR)
    told = _collect(office, "Ann", f"{RIGHT}# 2\n")
    assert any("only some have a log" in remark for remark in told.remarks)


# --- in time or not -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("came", "is_noted", "late_h", "told"),
    [
        (CLOSES + 2 * HOUR, False, 0.0, "by its sealed log it is in time"),
        (CLOSES + 2 * HOUR, True, 2.0, "the team's clock counts"),
        (CLOSES + 236 * HOUR, False, 236.0, "the team's clock counts; if it came before, say when with --received"),
        (CLOSES - HOUR, True, 0.0, ""),
    ],
)
def test_the_window_closes_by_the_teams_clock_unless_a_sealed_log_came_soon_after(
    office: Office, came: datetime, is_noted: bool, late_h: float, told: str
) -> None:
    (ann,) = _invited(office, Invited(name="Ann"))
    path = _sealed(office, ann, RIGHT, CLOSES - 2 * HOUR, started=CLOSES - 2.1 * HOUR)
    (one,) = collect(office.home(), [path], came, is_noted=is_noted)
    assert one.late_s == late_h * 3600
    assert any(told in remark for remark in one.remarks) is bool(told)


def test_work_without_a_log_is_late_by_when_it_was_collected_and_that_is_told(office: Office) -> None:
    path = office.folder / "Ann.py"
    path.write_text(RIGHT)
    (told,) = collect(office.home(), [path], CLOSES + HOUR, is_noted=False)
    assert told.late_s == 3600
    assert (
        "it was collected 1 h 0 min after the window closed; if it came before, say when with --received"
        in told.remarks
    )


def test_what_comes_or_begins_before_the_window_opens_is_told(office: Office) -> None:
    opens = ASSESSMENT.replace("[window]", f'[window]\nopens = "{(NOW - HOUR).isoformat()}"')
    write_content(office.folder, assessment=opens)
    early = office.hand_in("Ann", at=NOW - 3 * HOUR)
    assert "it came in 2 h 0 min before the window opened" in early.remarks
    (bo,) = invite(office.home(), [Invited(name="Bo")], NOW)
    path = office.folder / "desk"
    pack = open_pack(office.pack(bo.code))
    path.mkdir()
    journal = PackLog(path / "log.jsonl", pack.token, pack.digest)
    journal.note(journal_event("start"), NOW - 3 * HOUR)
    desk = CandidateDesk(pack, path)
    desk.save("demo/double", RIGHT, NOW)
    (told,) = collect(office.home(), [desk.submit(office.folder, NOW)], NOW)
    assert "by its log it was begun 2 h 0 min before the window opened" in told.remarks


def journal_event(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - the enum's member
    from prep.assessment.packs.journal import Event

    return Event(name)


def test_a_clock_that_was_set_back_is_told(office: Office) -> None:
    (ann,) = _invited(office, Invited(name="Ann"))
    path = _sealed(office, ann, RIGHT, NOW - HOUR, started=NOW)
    (told,) = collect(office.home(), [path], NOW + HOUR)
    assert "its log says that it was handed in before it was begun: the clock there was set back" in told.remarks


def test_a_clock_that_was_never_started_is_told(office: Office) -> None:
    (ann,) = _invited(office, Invited(name="Ann"))
    desk = CandidateDesk(open_pack(office.pack(ann.code)), office.folder / "desk")
    desk.save("demo/double", RIGHT, NOW)
    (told,) = collect(office.home(), [desk.submit(office.folder, NOW)], NOW)
    assert "its clock was never started: how long it took is not known" in told.remarks
    assert "start" not in [
        json.loads(line)["event"] for line in (office.folder / "desk/log.jsonl").read_text().splitlines()
    ]


# --- a time that was noted wrongly ----------------------------------------------------------------------------------


def test_a_wrong_time_is_put_right_by_collecting_again_with_the_right_one(office: Office) -> None:
    wrong, right = CLOSES + 24 * HOUR, CLOSES - HOUR
    assert office.hand_in("Ann", at=wrong).late_s > 0
    again = office.hand_in("Ann", at=right)
    assert (again.is_new, again.late_s) == (False, 0.0)
    assert again.remarks[-1] == (
        f"it counts as received at {right.isoformat(timespec='minutes')} now, not at "
        f"{wrong.isoformat(timespec='minutes')}"
    )
    (kept,) = all_submissions(office.home())
    assert (kept.received_at, kept.late_s, kept.counts) == (right, 0.0, True)
    with reading(office.home().engine) as connection:
        entries = read_audit(connection, office.key, "demo")
    corrected = [one for one in entries if "instead_of" in one.facts]
    assert [(one.what, one.facts["received"], one.facts["instead_of"]) for one in corrected] == [
        (What.COLLECTED, right.isoformat(), wrong.isoformat())
    ]
    assert verify_take_home(office.home()).problems == ()


def test_the_same_file_sent_again_later_stays_in_time_unless_the_team_says_that_its_time_was_wrong(
    office: Office,
) -> None:
    office.hand_in("Ann", at=CLOSES - HOUR)
    again = office.hand_in("Ann", at=CLOSES + 3 * HOUR)
    assert again.late_s == 0.0
    assert "if that was noted wrongly, say --correct" in again.remarks[-1]
    (told,) = collect(office.home(), [office.folder / "inbox" / "Ann.py"], CLOSES + 3 * HOUR, is_corrected=True)
    assert told.late_s > 0
    assert [one.late_s for one in all_submissions(office.home())] == [told.late_s]
