"""What is kept of people: readable by nobody else, given out on request, gone when its time is up, in no error text."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from prep.assessment.decision.compare import compare_all
from prep.assessment.decision.export import delivery_of, results
from prep.assessment.decision.webhook import DeliveryError, deliver
from prep.assessment.register.fleet import grade_by_fleet
from prep.assessment.register.person import export_person
from prep.assessment.register.privacy import expired
from prep.assessment.register.review import comment, mark
from prep.assessment.register.roster import Invited, find_candidate, invite
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.whole import read_register
from prep.model.errors import StorageError
from prep.store.database import open_database
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, Office, write_content


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def test_nobody_else_reads_the_database_or_the_folders_that_are_made_for_it(tmp_path: Path) -> None:
    file = tmp_path / "data" / "deep" / "take-homes.db"
    open_database(f"sqlite:///{file}").dispose()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent, tmp_path / "data")] == [
        0o600,
        0o700,
        0o700,
    ]
    file.chmod(0o644)
    open_database(f"sqlite:///{file}").dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_who_never_sent_anything_expires_as_well(office: Office) -> None:
    write_content(office.folder, assessment=ASSESSMENT.replace("[window]", "[policy]").replace("closes =", "#"))
    invite(office.home(), [Invited(name="Silent")], NOW)
    assert expired(office.home(), NOW + timedelta(days=180)) == []
    assert [one.name for one in expired(office.home(), NOW + timedelta(days=181))] == ["Silent"]


def test_a_person_is_given_all_that_is_kept_of_them_and_nothing_of_others(office: Office) -> None:
    invite(office.home(), [Invited(name="Ann Lee", contact="ann@example.org", extra_minutes=10)], NOW)
    office.hand_in("Ann Lee", f"{RIGHT}# mine\n")
    path = office.folder / "inbox" / "Bo.py"
    path.write_text(f"{RIGHT}# his\n")
    home = office.home()
    from prep.assessment.register.collect import collect

    list(collect(home, [path], NOW, is_new=True))
    office.grade_all()
    for submission in counting_submissions(home):
        mark(home, submission, "rita", {"clarity": "good"}, NOW)
        comment(home, submission, "rita", "Thank you.", "for us", NOW)
    compare_all(home)
    told = json.dumps(export_person(home, find_candidate(home, "Ann Lee"), NOW))
    for word in ("Ann Lee", "ann@example.org", "# mine", "doubles_two", "Thank you.", "for us", "reviewer 1", "marked"):
        assert word in told
    for word in ("Bo", "# his", "rita", find_candidate(home, "Bo").code):
        assert word not in told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql//me:hunter2@host/db",
        "postgresql://me:hunter2@host:port/db",
        "nonsense:hunter2@x",
        "postgresql://me:hun@ter2hunter2@host:99999999/db",
        "mysql+nothing://me:hunter2@host/db",
    ],
)
def test_no_password_stands_in_an_error_on_a_database(url: str) -> None:
    with pytest.raises(StorageError) as raised:
        open_database(url)
    assert "hunter2" not in str(raised.value)


@pytest.mark.slow
def test_no_password_stands_in_an_error_on_a_broker_or_a_receiver(office: Office) -> None:
    office.hand_in("Ann")
    with pytest.raises(StorageError, match="cannot be reached") as raised:
        grade_by_fleet(office.home(), "redis://:hunter2@127.0.0.1:1/0", lambda _: None)
    assert "hunter2" not in str(raised.value)
    with pytest.raises(DeliveryError, match="leave user and password out") as refused:
        deliver("https://me:hunter2@example.org", b"s", b"{}", lambda: NOW)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        *("", "file://localhost/etc/passwd", "https://", "https://[::1", "https://host:port/", "http://127.0.0.1:0/"),
        *("https://exa mple.org/", "https://example.org/\n", "ftp://localhost/x", "https://" + "a" * 70 + ".org"),
        *("localhost/hook", "https://.org/", "javascript:alert(1)"),
    ],
)
def test_an_address_that_cannot_be_one_is_told(url: str) -> None:
    with pytest.raises(DeliveryError):
        deliver(url, b"secret", b"{}", lambda: NOW, lambda _: None)


def test_the_same_results_have_the_same_delivery_whenever_they_are_sent(office: Office) -> None:
    office.hand_in("Ann")
    home = office.home()
    first = delivery_of(results(read_register(home), NOW, names=False))
    assert delivery_of(results(read_register(home), NOW + timedelta(days=1), names=False)) == first
    office.grade_all()
    assert delivery_of(results(read_register(home), NOW, names=False)) != first
