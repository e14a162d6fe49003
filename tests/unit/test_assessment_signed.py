"""Results and credentials that can be checked without us, and what candidates' reports say by a team's wishes."""

import base64
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from prep.assessment.decision.cohort import cohort_view
from prep.assessment.decision.credential import Holder, check_credential, did_of, find_credentials, sign_credential
from prep.assessment.decision.line_comments import split_comment
from prep.assessment.decision.passed import credentials_of
from prep.assessment.decision.reporting import Readers, ReportForm, write_reports
from prep.assessment.decision.shown_result import differences
from prep.assessment.decision.signed_result import ResultClaim, check_claim, find_codes, sign_claim
from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.review import comment, mark
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.whole import Register, read_register
from prep.assessment.spec.assessment import load_assessment
from prep.cli.main import prep
from prep.model.errors import ContentError
from prep.model.report_part import ReportPart
from prep.reports.notes import LineComment
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html, render_text
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, Office, write_content

KEY = TeamKey(b"k" * 32)
CLAIM = ResultClaim(
    assessment="spring",
    title="Junior ML engineer, spring 2026",
    person="Ada Lovelace",
    share=0.848,
    low=0.801,
    high=0.889,
    is_final=True,
    handed_in=date(2026, 3, 1),
)
NO_RUBRIC = ASSESSMENT.replace('rubric = "look"\nreview_weight = 1.0\n', "")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    office = Office(tmp_path)
    office.hand_in("Ann Able")
    office.grade_all()
    return office


def register_of(office: Office) -> Register:
    return read_register(office.home(), with_contents=True)


def written(office: Office, readers: Readers, form: ReportForm = ReportForm.HTML, **changes: object) -> bytes:
    register = register_of(office)
    return next(write_reports(register, office.folder / "out", readers, form, NOW, **changes)).read_bytes()  # type: ignore[arg-type]


def changed(letters: str) -> Iterator[str]:
    """Each letter in turn replaced by another."""
    for place in range(0, len(letters), 7):
        other = "A" if letters[place] != "A" else "B"
        yield letters[:place] + other + letters[place + 1 :]


# --- signed results -----------------------------------------------------------------------------------------------


def test_a_signed_result_says_what_was_signed_and_by_which_key() -> None:
    text = sign_claim(CLAIM, KEY)
    assert text == sign_claim(CLAIM, KEY)
    assert re.fullmatch("PREP1:[A-Z2-7]+", text)
    checked = check_claim(text)
    assert (checked.claim, checked.key) == (CLAIM, KEY.fingerprint)


def test_no_letter_of_a_signed_result_can_be_changed() -> None:
    text = sign_claim(CLAIM, KEY).removeprefix("PREP1:")
    for other in (*changed(text), text[:-3], text + "AAAA", "", "1890", "é" * 300):
        with pytest.raises(TamperedError):
            check_claim("PREP1:" + other)


def test_what_the_key_signed_for_another_purpose_is_no_result() -> None:
    letters = sign_claim(CLAIM, KEY).removeprefix("PREP1:")
    body = base64.b32decode(letters + "=" * (-len(letters) % 8))[96:]
    packed = base64.b32encode(KEY.public + KEY.sign(body) + body).decode().rstrip("=")
    with pytest.raises(TamperedError):
        check_claim("PREP1:" + packed)


def test_a_long_title_and_a_name_in_any_script_still_fit_a_square_code() -> None:
    claim = ResultClaim(**{**vars(CLAIM), "title": "模" * 500, "person": "نموذج" * 100})
    checked = check_claim(sign_claim(claim, KEY)).claim
    assert checked.title.startswith("模模")
    assert len(sign_claim(claim, KEY)) < 3_391  # capital letters in the largest code with a quarter of repairs


@pytest.mark.parametrize("form", ReportForm)
def test_every_form_of_a_candidates_report_holds_its_signed_result(office: Office, form: ReportForm) -> None:
    (text,) = find_codes(written(office, Readers.CANDIDATES, form))
    claim = check_claim(text).claim
    assert (claim.assessment, claim.person, claim.is_final) == ("demo", "Ann Able", False)
    assert find_codes(written(office, Readers.REVIEWERS, form)) == ()


def test_verify_checks_a_report_its_code_and_a_changed_one(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREP_DATA", str(tmp_path / "elsewhere"))
    page = written(office, Readers.CANDIDATES)
    (text,) = find_codes(page)
    report, spoilt = tmp_path / "report.html", tmp_path / "spoilt.html"
    report.write_bytes(page)
    spoilt.write_bytes(page.replace(text.encode(), ("PREP1:" + next(changed(text[6:]))).encode()))
    run = CliRunner().invoke
    for what in (str(report), text):
        done = run(prep, ["verify", what])
        assert done.exit_code == 0
        assert "✓ Demo: Ann Able, 100.0\u00a0%" in done.output
        assert f"signed by the key {office.key.fingerprint}: compare it" in done.output
    assert run(prep, ["verify", text, "--key", office.key.fingerprint]).exit_code == 0
    assert run(prep, ["verify", text, "--key", "0000-0000-0000-0000"]).exit_code == 4
    assert "✗ it was changed after it was signed" in run(prep, ["verify", str(spoilt)]).output
    assert run(prep, ["verify", str(spoilt)]).exit_code == 4
    assert run(prep, ["verify", "-"], input=page).exit_code == 0
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("form", [ReportForm.HTML, ReportForm.MARKDOWN])
def test_verify_tells_a_page_that_shows_another_name_or_score_than_the_signed_one(
    office: Office, tmp_path: Path, form: ReportForm
) -> None:
    page = written(office, Readers.CANDIDATES, form)
    report = tmp_path / "report"
    report.write_bytes(page)
    sound = CliRunner().invoke(prep, ["verify", str(report)])
    assert sound.exit_code == 0
    assert "compare the name and the points in it with those on the page" in sound.output
    for old, new, says in [
        ("Ann Able", "Eve Able", "the page names “Eve Able”, but signed is “Ann Able”"),
        ("100.0", "98.5", "the page says 98.5 %, but signed is 100.0 %"),
    ]:
        assert old.encode() in page
        report.write_bytes(page.replace(old.encode(), new.encode()))
        done = CliRunner().invoke(prep, ["verify", str(report)])
        assert (done.exit_code, says in done.output) == (4, True), done.output


@pytest.mark.parametrize("form", [ReportForm.HTML, ReportForm.MARKDOWN])
def test_a_name_of_any_letters_is_no_change(tmp_path: Path, form: ReportForm) -> None:
    write_content(tmp_path)
    office = Office(tmp_path)
    office.hand_in("O'Neil_Øre * & *نموذج* [x]" + "y" * 90)
    office.grade_all()
    page = written(office, Readers.CANDIDATES, form)
    (text,) = find_codes(page)
    assert list(differences(page, check_claim(text).claim)) == []


def test_a_file_without_a_signed_result_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<p>nothing</p>")
    done = CliRunner().invoke(prep, ["verify", str(tmp_path / "empty.html")])
    assert done.exit_code != 0
    assert "there is no signed result in it" in str(done.exception)


# --- credentials --------------------------------------------------------------------------------------------------


def credential(contact: str = "") -> str:
    holder = Holder(name="Ada Lovelace", contact=contact, code="C1")
    return sign_credential(CLAIM, holder, "At least 60 % of the points.", "Acme", NOW, KEY)


def payload(token: str) -> dict[str, object]:
    part = token.split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    assert isinstance(told, dict)
    return told


def test_a_credential_is_an_open_badge_and_says_who_gives_it() -> None:
    told = payload(credential())
    assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert told["validFrom"] == "2026-03-01T12:00:00Z"
    assert told["iss"] == did_of(KEY.public)
    assert credential() == credential()
    checked = check_credential(credential())
    assert (checked.person, checked.score, checked.issuer, checked.key) == (
        *("Ada Lovelace", "84.8", "Acme"),
        KEY.fingerprint,
    )


def test_an_address_is_in_a_credential_only_as_a_salted_hash() -> None:
    told = json.dumps(payload(credential("ada@example.org")))
    assert "ada@example.org" not in told
    assert "Lovelace" not in told
    assert '"hashed": true' in told


def test_a_did_key_is_written_as_its_specification_writes_it() -> None:
    # The Ed25519 example of W3C CCG's did:key, from the key that it names.
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert did_of(public) == "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"


@pytest.mark.parametrize("part", [0, 1, 2])
def test_no_part_of_a_credential_can_be_changed(part: int) -> None:
    parts = credential().split(".")
    for other in changed(parts[part]):
        with pytest.raises(TamperedError):
            check_credential(".".join([*parts[:part], other, *parts[part + 1 :]]))


def test_a_header_that_asks_for_no_signature_is_refused() -> None:
    head, body, _ = credential().split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    for token in (f"{none}.{body}.", f"{head}.{body}.", "a.b.c", ""):
        with pytest.raises(TamperedError):
            check_credential(token)


def test_only_who_passed_gets_a_credential_and_only_where_the_team_says_what_passing_is(tmp_path: Path) -> None:
    write_content(tmp_path, assessment=NO_RUBRIC)
    office = Office(tmp_path)
    office.hand_in("Ann")
    office.hand_in("Ben", RIGHT + "# 2\n")
    codes = {one.name: one.code for one in register_of(office).candidates}
    office.grade_all({codes["Ben"]: 10.0})
    with pytest.raises(ContentError, match="credential_from"):
        list(credentials_of(register_of(office), ""))
    (tmp_path / "demo.toml").write_text(NO_RUBRIC + "\n[reports]\ncredential_from = 0.6\n")
    ((code, token),) = credentials_of(register_of(office), "Acme")
    assert code == codes["Ann"]
    assert find_credentials(token.encode()) == (token,)
    assert check_credential(token).person == "Ann"


# --- what reports say by a team's wishes ----------------------------------------------------------------------------


def test_a_comment_that_names_a_line_stands_at_it_and_only_the_right_people_see_it(office: Office) -> None:
    home = office.home()
    (submission,) = counting_submissions(home)
    for reviewer in ("ann", "bo"):
        mark(home, submission, reviewer, {"clarity": "good"}, NOW)
    comment(home, submission, "ann", "Well done.\nline 1: a good name", "line 1: too short for us", NOW)
    register = register_of(office)
    candidate = next(
        write_reports(register, office.folder / "c", Readers.CANDIDATES, ReportForm.MARKDOWN, NOW)
    ).read_text()
    reviewer_ = next(
        write_reports(register, office.folder / "r", Readers.REVIEWERS, ReportForm.MARKDOWN, NOW)
    ).read_text()
    assert "- line 1, reviewer: a good name" in candidate
    assert "Well done." in candidate
    assert "too short for us" not in candidate
    assert "- line 1, reviewer: too short for us" in reviewer_


def test_of_several_challenges_a_line_is_named_with_its_challenge() -> None:
    text = "a/b line 3: here\nline 4: where?\nc/d, line 5: there\nAll in all line 6: fine\nx/y line 7: unknown"
    kept, found = split_comment(text, ["a/b", "c/d"], for_candidate=True)
    assert found == (
        LineComment(challenge="a/b", line=3, text="here", for_candidate=True),
        LineComment(challenge="c/d", line=5, text="there", for_candidate=True),
    )
    assert kept == "line 4: where?\nAll in all line 6: fine\nx/y line 7: unknown"


def test_levels_of_the_rubric_are_said_in_words(office: Office) -> None:
    home = office.home()
    (submission,) = counting_submissions(home)
    mark(home, submission, "ann", {"clarity": "good"}, NOW)
    mark(home, submission, "bo", {"clarity": "good"}, NOW)
    page = written(office, Readers.CANDIDATES, ReportForm.MARKDOWN).decode()
    assert "| Clear | Good | 2 of 4 |" in page
    assert "**Clear, Good:** doubled" in page
    mark(home, submission, "bo", {"clarity": "best"}, NOW)
    assert "| Clear | Good to Best | 3 of 4 |" in written(office, Readers.CANDIDATES, ReportForm.MARKDOWN).decode()


def test_a_report_has_no_name_where_names_are_left_out(office: Office) -> None:
    page = written(office, Readers.CANDIDATES, left_out=frozenset({ReportPart.NAMES}))
    assert b"Able" not in page
    (text,) = find_codes(page)
    (person,) = register_of(office).candidates
    assert check_claim(text).claim.person == person.code


def test_each_audience_is_spared_what_the_team_leaves_out_for_it(tmp_path: Path) -> None:
    without = '\n[reports]\ncandidates_without = ["code", "names"]\nreviewers_without = ["basis"]\n'
    write_content(tmp_path, assessment=NO_RUBRIC + without)
    office = Office(tmp_path)
    office.hand_in("Ann Able")
    office.grade_all()
    candidate, reviewer_ = (written(office, one, ReportForm.MARKDOWN).decode() for one in list(Readers)[:2])
    assert "Your code" not in candidate
    assert "Able" not in candidate
    assert "What this result rests on" in candidate
    assert "The code" in reviewer_
    assert "Integrity" not in reviewer_


@pytest.mark.slow
def test_a_place_is_told_among_twenty_and_only_if_the_team_allows(tmp_path: Path) -> None:
    told = {}
    for people, wish in ((20, "true"), (19, "true"), (20, "false")):
        folder = tmp_path / f"{people}-{wish}"
        folder.mkdir()
        write_content(folder, assessment=f"{NO_RUBRIC}\n[reports]\nplace = {wish}\n")
        office = Office(folder)
        for number in range(people):
            office.hand_in(f"Person {number}", f"{RIGHT}# {number}\n")
        office.grade_all()
        page = written(office, Readers.CANDIDATES, ReportForm.MARKDOWN).decode()
        told[people, wish] = f"- Place: 1 to {people} of {people} people" in page
        assert ("Place" in page) is told[people, wish]
    assert told == {(20, "true"): True, (19, "true"): False, (20, "false"): False}


def test_the_reference_is_shown_only_after_the_window_closed_and_only_if_the_team_allows(tmp_path: Path) -> None:
    write_content(tmp_path, assessment=NO_RUBRIC + "\n[reports]\nreference = true\n")
    office = Office(tmp_path)
    office.hand_in("Ann")
    office.grade_all()
    register = register_of(office)
    seen = []
    for now in (NOW, NOW + timedelta(days=2)):
        path = next(write_reports(register, tmp_path / "out", Readers.CANDIDATES, ReportForm.MARKDOWN, now))
        seen.append("Beside the reference" in path.read_text())
    assert seen == [False, True]


def test_an_unknown_part_to_leave_out_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = write_content(tmp_path, assessment=NO_RUBRIC + '\n[reports]\ncandidates_without = ["colour"]\n')
    with pytest.raises(ContentError, match="candidates_without"):
        load_assessment(path)


def test_the_report_on_all_candidates_is_the_same_tomorrow_and_names_parts_by_their_titles(office: Office) -> None:
    view = cohort_view(register_of(office))
    assert view == cohort_view(register_of(office))
    assert render_html(view) == render_html(cohort_view(register_of(office)))
    text = render_text(view, 200)
    assert "demo/double" not in text
    assert "Decision and sign-off" in text
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(view)))
    assert "Twice as much" in "".join(page.extract_text() for page in reader.pages)
