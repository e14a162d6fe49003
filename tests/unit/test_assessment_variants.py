"""Each candidate gets one version of a challenge, and is graded by that one, whatever changes later."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import QueuePool

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.opened import open_pack
from prep.assessment.packs.pack import build_pack
from prep.assessment.packs.variants import all_variants
from prep.assessment.register.bulk import _grade_challenge, grade_one
from prep.assessment.register.collect import CollectedFile, collect
from prep.assessment.register.ledger import load_work, pending_works
from prep.assessment.register.roster import Candidate, Invited, invite
from prep.assessment.spec.content import load_content
from prep.authoring.fork import fork_challenge
from prep.cli.main import prep
from prep.grading.grader import Grader
from prep.model.challenge import Challenge
from prep.model.errors import ContentError, StorageError
from prep.model.result import GradeResult
from prep.model.submission import Submission
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, Office, result_of, write_content

PART = "demo/double"
WITH_VARIANT = ASSESSMENT.replace('id = "demo/double"', 'id = "demo/double"\nvariants = ["demo/twice"]')


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path, assessment=WITH_VARIANT)
    fork_challenge([tmp_path], PART, tmp_path, "demo/twice", {"double": "twice"}, seed=1)
    return Office(tmp_path)


@pytest.fixture
def people(office: Office) -> list[Candidate]:
    return list(invite(office.home(), [Invited(name=f"Person {number}") for number in range(8)], NOW))


class FakeGrader:
    """Tells which version of the challenge each submission is graded by."""

    def __init__(self, office: Office) -> None:
        self.home = office.home()
        self.seen: list[tuple[str, str]] = []

    def grade(self, challenge: Challenge, submission: Submission) -> GradeResult:
        self.seen.append((challenge.folder.name, submission.files["solution.py"].decode().split("(")[0][4:]))
        return result_of(self.home, 40.0)

    def grade_all(self, challenge: Challenge, submissions: Iterator[Submission]) -> Iterator[GradeResult]:
        return (self.grade(challenge, one) for one in submissions)


def name_asked(office: Office, person: Candidate) -> str:
    """The function that a candidate's pack asks for."""
    path = office.folder / f"{person.code}.zip"
    home = office.home()
    path.write_bytes(build_pack(home.content_for(person.code), home.key, person.code))
    prompt = open_pack(path).files[f"challenges/{PART}/prompt.md"].decode()
    return "twice" if "`twice(x)`" in prompt else "double"


def handed_in(office: Office, person: Candidate, code: str) -> CollectedFile:
    path = office.folder / f"{person.name}.py"
    path.write_text(code)
    (collected,) = collect(office.home(), [path], NOW)
    return collected


def test_both_versions_are_sent_and_each_person_gets_the_same_again(office: Office, people: list[Candidate]) -> None:
    asked = [name_asked(office, person) for person in people]
    assert set(asked) == {"double", "twice"}
    assert asked == [name_asked(office, person) for person in people]


def test_work_is_sorted_and_graded_by_the_version_that_was_sent(office: Office, people: list[Candidate]) -> None:
    for person in people:
        assert not handed_in(office, person, RIGHT.replace("double", name_asked(office, person))).refused
    grader, home = FakeGrader(office), office.home()
    work = load_work(home, pending_works(home, PART, home.content_version(PART))[0])
    grade_one(home, cast("Grader", grader), lambda: pytest.fail("there is no question"), work)
    _grade_challenge(home, cast("Grader", grader), PART, lambda _: None)
    assert len(grader.seen) == len(people)
    assert set(grader.seen) == {("double", "double"), ("twice", "twice")}


def test_work_on_another_version_than_ones_own_is_refused(office: Office, people: list[Candidate]) -> None:
    other = {"double": "twice", "twice": "double"}[name_asked(office, people[0])]
    assert "ask for a file that defines" in handed_in(office, people[0], RIGHT.replace("double", other)).refused


def test_the_code_in_a_sealed_file_tells_the_version_whoever_it_is_said_to_be(
    office: Office, people: list[Candidate]
) -> None:
    own = people[0]
    asked = name_asked(office, own)
    other = next(person for person in people if name_asked(office, person) != asked)
    desk = CandidateDesk(open_pack(office.folder / f"{own.code}.zip"), office.folder / "desk")
    (desk.folder / f"challenges/{PART}/solution.py").write_text(RIGHT.replace("double", asked))
    sealed = desk.submit(office.folder, NOW)
    loose = office.folder / "loose.zip"
    with zipfile.ZipFile(sealed) as source, zipfile.ZipFile(loose, "w") as target:
        target.writestr("mine.py", source.read(f"challenges/{PART}/solution.py"))
    (collected,) = collect(office.home(), [sealed], NOW, other.code)
    assert (collected.code, collected.parts) == (own.code, (PART,))
    (collected,) = collect(office.home(), [loose], NOW, own.code)
    assert (collected.code, collected.parts) == (own.code, (PART,)), "without a seal it is whose the team says"


def test_a_sealed_file_is_sorted_by_its_own_version(office: Office, people: list[Candidate]) -> None:
    """Loose in the archive, so that only the names that it defines tell where it belongs."""
    by_name = {name_asked(office, person): person for person in people}
    for asked, person in by_name.items():
        desk = CandidateDesk(open_pack(office.folder / f"{person.code}.zip"), office.folder / f"desk-{asked}")
        (desk.folder / "elsewhere.py").write_text(RIGHT.replace("double", asked))
        sealed = desk.submit(office.folder, NOW)
        other = next(one for name, one in by_name.items() if name != asked)
        (collected,) = collect(office.home(), [sealed], NOW, other.code)
        assert (collected.code, collected.parts) == (person.code, (PART,)), collected.refused
    home = office.home()
    for number in pending_works(home, PART, home.content_version(PART)):
        assert b"return 2 * x" in load_work(home, number).as_submission().files["solution.py"], "not the bare starter"


def test_who_was_sent_no_pack_cannot_be_added(office: Office, people: list[Candidate]) -> None:
    assert people
    (office.folder / "Stranger.py").write_text(RIGHT)
    (collected,) = collect(office.home(), [office.folder / "Stranger.py"], NOW, is_new=True)
    assert "was sent no pack" in collected.refused


def test_variants_stay_as_they_were_once_people_are_invited(office: Office) -> None:
    office.home()
    write_content(office.folder, assessment=ASSESSMENT)
    office.home()
    write_content(office.folder, assessment=WITH_VARIANT)
    invite(office.home(), [Invited(name="Ann")], NOW)
    write_content(office.folder, assessment=ASSESSMENT)
    with pytest.raises(StorageError, match="the variants of `demo` were demo/double: demo/twice"):
        office.home()


def test_a_version_with_other_checks_is_none(office: Office) -> None:
    spec = office.folder / "challenges" / "demo" / "twice" / "challenge.toml"
    spec.write_text(spec.read_text().replace("points = 30", "points = 31"))
    with pytest.raises(ContentError, match="`demo/twice` is listed as a variant of `demo/double`, but it has other"):
        office.home()


def test_the_version_of_the_part_is_that_of_all_variants(office: Office) -> None:
    before = office.home().content_version(PART)
    hidden = office.folder / "challenges" / "demo" / "twice" / "tests" / "test_hidden.py"
    hidden.write_text(hidden.read_text() + "\n")
    assert office.home().content_version(PART) != before


@pytest.mark.slow
def test_every_variant_is_looked_at_and_one_pack_for_all_is_refused(office: Office) -> None:
    content = load_content(office.folder / "demo.toml", [office.folder])
    assert [one.challenges[PART].folder.name for one in all_variants(content)] == ["double", "twice"]
    arguments = ["--content", str(office.folder), "assess", "--database", office.database, "pack"]
    data = {"PREP_DATA": str(office.folder / "data")}
    ran = CliRunner().invoke(prep, [*arguments, str(office.folder / "demo.toml")], env=data)
    assert ran.exit_code == 2
    assert "name them with --candidates" in ran.output


def test_a_command_closes_the_database_it_opened(office: Office) -> None:
    opened: set[Engine] = set()

    def remember(connection: Connection) -> None:
        opened.add(connection.engine)

    event.listen(Engine, "engine_connect", remember)
    try:
        arguments = ["--content", str(office.folder), "assess", "--database", office.database, "status"]
        data = {"PREP_DATA": str(office.folder / "data")}
        ran = CliRunner().invoke(prep, [*arguments, str(office.folder / "demo.toml")], env=data)
    finally:
        event.remove(Engine, "engine_connect", remember)
    assert ran.exit_code == 0
    (engine,) = opened
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.checkedin() == 0
