"""A take-home of before rows had seals is carried over whole, doubles and all, and ranked as it was."""

import hashlib
import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from prep.assessment.decision.scores import all_scores
from prep.assessment.packs.kept_work import KeptWork, pack_work
from prep.assessment.packs.keys import TeamKey, canonical
from prep.assessment.register.collect import collect
from prep.assessment.register.plain import grade_to_json
from prep.assessment.register.roster import all_candidates
from prep.assessment.register.standing import all_submissions, digest_of
from prep.assessment.register.verify import verify_take_home
from prep.assessment.spec.content import load_content
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, result_of, write_content

PART = "demo/double"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _former(connection: Connection, office: Office) -> None:
    """As the release before wrote it: two people entered twice, one work graded, one mark."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("prep.store") / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0002")
    content = load_content(office.folder / "demo.toml", [office.folder])
    version = content.challenges[PART].fingerprint
    work = pack_work(KeptWork(files={"solution.py": RIGHT.encode()}))
    result = grade_to_json(result_of(SimpleNamespace(content_version=lambda _: version), 40))  # type: ignore[arg-type]
    former = {"work": hashlib.sha256(work).hexdigest(), "part": PART, "version": version, "result": result}
    at = NOW.replace(tzinfo=None).isoformat(" ")
    values = {
        "at": at,
        "spec": json.dumps(asdict(content.assessment)),
        "team": office.key.fingerprint,
        "digest": digest_of({PART: former["work"]}),
        "content": work,
        "version": version,
        "result": result,
        "seal": office.key.seal(canonical(former)),
    }
    for statement in (
        "INSERT INTO take_homes VALUES ('demo', 'Demo', :spec, :team, :at)",
        "INSERT INTO take_home_candidates VALUES (1, 'demo', 'AAAAAA', 0, :at), (2, 'demo', 'BBBBBB', 0, :at)",
        "INSERT INTO take_home_people VALUES (1, 'Ann Lee', ''), (2, 'ann  LEE', '')",
        "INSERT INTO take_home_submissions VALUES (1, 1, :digest, 'file', :at, NULL, NULL, 0, '', '')",
        "INSERT INTO take_home_works VALUES (1, 1, 'demo/double', 'challenge', :content, '')",
        "INSERT INTO take_home_grades VALUES (1, 1, :version, 1, 40, 40, 'accepted', :result, :seal, :at)",
        "INSERT INTO take_home_tries VALUES (1, 'x', 3, 'died')",
        "INSERT INTO take_home_versions VALUES ('demo', 'demo/double', :version, :at)",
        "INSERT INTO take_home_marks VALUES (1, 'rita', 'clarity', 'good', :at)",
    ):
        connection.execute(text(statement), values)


def test_what_was_there_is_there_and_sealed(office: Office) -> None:
    engine = create_engine(office.database)
    with engine.begin() as connection:
        _former(connection, office)
    engine.dispose()
    home = office.home()
    assert [one.name for one in all_candidates(home)] == ["Ann Lee", "ann  LEE"]
    assert [(one.code, one.handed_in_at) for one in all_submissions(home)] == [("AAAAAA", NOW)]
    (score,) = all_scores(home)
    assert [part.share for part in score.parts] == [1.0, 0.5]
    assert verify_take_home(home).problems == ()
    path = office.folder / "Ann Lee.py"
    path.write_text(f"{RIGHT}# 2\n")
    (told,) = collect(home, [path], NOW)
    assert "2 candidates are called 'Ann Lee'" in told.refused


def test_with_another_key_nothing_is_sealed_anew(office: Office) -> None:
    engine = create_engine(office.database)
    with engine.begin() as connection:
        _former(connection, office)
    engine.dispose()
    office.key = TeamKey(b"z" * 32)
    with pytest.raises(Exception, match=r"copy that machine's team\.key"):
        office.home()
