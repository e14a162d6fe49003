"""Blind review: who reviews what, with which key, and what they do not get to see."""

from pathlib import Path

import pytest

from prep.assessment.decision.blind import review_order
from prep.assessment.decision.dossier import dossier
from prep.assessment.decision.masking import Mask
from prep.assessment.decision.reporting import Readers, ReportForm, write_reports
from prep.assessment.register.review import comment, mark
from prep.assessment.register.reviewers import add_reviewer, assign, assigned_to, known_reviewers, recognize
from prep.assessment.register.roster import Candidate, Invited, invite
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.whole import read_register
from prep.model.errors import ContentError, SubmissionError
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _crowd(office: Office, count: int) -> None:
    for number in range(count):
        office.hand_in(f"Person {number}", f"{RIGHT}# {number}\n")


def test_every_submission_has_its_reviewers_and_every_reviewer_as_many_as_the_others(office: Office) -> None:
    _crowd(office, 9)
    home = office.home()
    done = assign(home, ["ann", "ben", "cleo"], NOW)
    assert done.counts == {"ann": 6, "ben": 6, "cleo": 6}
    before = assigned_to(home)
    assert all(len(to) == 2 for to in before.values())
    office.hand_in("Late Person", f"{RIGHT}# late\n")
    assert assign(home, ["ann", "ben", "cleo"], NOW).new == 2
    assert before.items() <= assigned_to(home).items(), "what was assigned stays"
    assert sum(len(review_order(home, who)) for who in ("ann", "ben", "cleo")) == 20
    with pytest.raises(ContentError, match="needs 2 reviewers, and only one is named"):
        assign(home, ["ann"], NOW)


def test_what_is_assigned_to_others_can_be_neither_marked_nor_commented(office: Office) -> None:
    _crowd(office, 1)
    home = office.home()
    (submission,) = counting_submissions(home)
    mark(home, submission, "dan", {"clarity": "good"}, NOW)
    assign(home, ["ann", "ben"], NOW)
    mark(home, submission, "ann", {"clarity": "good"}, NOW)
    with pytest.raises(SubmissionError, match="is not assigned to dan"):
        mark(home, submission, "dan", {"clarity": "good"}, NOW)
    with pytest.raises(SubmissionError, match="is not assigned to dan"):
        comment(home, submission, "dan", "x", "y", NOW)


def test_who_holds_a_key_is_its_owner_and_nobody_else(office: Office) -> None:
    home = office.home()
    assert recognize(home, "anybody", "") == "anybody"
    ann, ben = add_reviewer(home, "ann", NOW), add_reviewer(home, "ben", NOW)
    assert known_reviewers(home) == ["ann", "ben"]
    assert recognize(home, "", ann) == recognize(home, "ann", ann) == "ann"
    for name, key, told in (
        ("ann", "", "PREP_REVIEWER_KEY"),
        ("ann", ben, "the key of ben, not of ann"),
        ("ann", "guessed", "no reviewer of this assessment has this key"),
    ):
        with pytest.raises(SubmissionError, match=told):
            recognize(home, name, key)
    add_reviewer(home, "ann", NOW)
    with pytest.raises(SubmissionError, match="no reviewer of this assessment has this key"):
        recognize(home, "ann", ann)


NAMED = '''"""Solution of Ann-Marie Lee <ann.lee@example.org>."""
# LEE, ann_marie_lee, with thanks to Bo Kim (bokim)
def double(x):
    return 2 * max(x, x)  # Lee
'''


def test_names_of_the_roster_are_taken_out_of_what_reviewers_read(office: Office) -> None:
    home = office.home()
    invite(home, [Invited(name="Ann-Marie Lee", contact="ann.lee@example.org"), Invited(name="Bo Kim")], NOW)
    code = office.hand_in("Ann-Marie Lee", NAMED).code
    office.grade_all({code: 40.0})
    (submission,) = counting_submissions(home)
    (paper,) = dossier(home, submission).papers
    report = next(
        write_reports(read_register(home, with_contents=True), office.folder, Readers.REVIEWERS, ReportForm.HTML, NOW)
    )
    for text in (paper.text, report.read_text()):
        for name in ("Lee", "LEE", "Ann", "ann_marie", "ann.lee", "Bo Kim"):
            assert name not in text
        assert "max(x, x)" in text
    assert len(paper.text.splitlines()) == len(NAMED.splitlines())


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Max Power", "max(1) by Max", "max(1) by [name]"),
        ("李雷", "作者李雷写的", "作者[name]写的"),
        ("Zoë O'Neil", "# zoë o'neil, O'Neil", "# [name], [name]"),
        ("Al", "Al = 1", "Al = 1"),
    ],
)
def test_a_name_is_found_as_names_are_written_and_code_stays(name: str, text: str, masked: str) -> None:
    one = Candidate(id=1, code="ABCDEF", name=name, contact="", extra_minutes=0, invited=True)
    assert Mask(one, [one]).text(text) == masked


def test_what_the_tests_say_comes_after_the_marks(office: Office) -> None:
    office.hand_in("Ann")
    office.grade_all()
    home = office.home()

    def written() -> str:
        register = read_register(home, with_contents=True)
        return next(write_reports(register, office.folder, Readers.REVIEWERS, ReportForm.HTML, NOW)).read_text()

    assert "2 * x" in written()
    assert "doubles_minus_three" not in written()
    (submission,) = counting_submissions(home)
    for reviewer in ("ann", "ben"):
        mark(home, submission, reviewer, {"clarity": "best"}, NOW)
    assert "doubles_minus_three" in written()
