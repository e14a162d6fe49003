"""What leaves the house: signed JSON by its schema, CSV that runs nothing, Gradescope, a webhook that proves itself."""

import csv
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from prep.assessment.decision.cohort import together
from prep.assessment.decision.export import SCHEMA, gradescope_files, render_csv, results, sign_results, verify_results
from prep.assessment.decision.reporting import Readers, ReportForm, write_reports
from prep.assessment.decision.scores import scores_of
from prep.assessment.decision.sittings import sittings
from prep.assessment.decision.webhook import ID_HEADER, SIGNATURE_HEADER, DeliveryError, deliver, is_genuine
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.review import mark
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.whole import read_register
from prep.reports.cohort_csv import render_people_csv
from prep.reports.render import render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from prep.reports.view import Audience
from tests.conforming import conforms
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content

SECRET = b"a shared secret of some length"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    office = Office(tmp_path)
    office.hand_in("Ann")
    office.hand_in("=HYPERLINK(1)", RIGHT + "# 2\n", NOW + timedelta(hours=30))
    office.grade_all()
    return office


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_export_fits_its_schema_and_verifies(office: Office) -> None:
    home = office.home()
    text = sign_results(results(read_register(home), NOW, names=True), home.key)
    conforms(json.loads(text), SCHEMA)
    assert verify_results(text, "r.json") == home.key.fingerprint
    told = json.loads(text)["signed"]["candidates"]
    assert {one["name"] for one in told} == {"Ann", "=HYPERLINK(1)"}
    assert {part["version"] for one in told for part in one["parts"]} == {home.content_version("demo/double"), ""}


def test_an_export_has_no_names_unless_they_are_asked_for(office: Office) -> None:
    home = office.home()
    assert "Ann" not in sign_results(results(read_register(home), NOW, names=False), home.key)


def test_ranking_export_csv_and_every_form_of_a_report_tell_the_same_score(office: Office) -> None:
    home = office.home()
    first, second = counting_submissions(home)
    for reviewer, level in (("ann", "fair"), ("bo", "best")):
        mark(home, first, reviewer, {"clarity": level}, NOW)
    register = read_register(home, with_contents=True)
    scores = {score.submission.code: score for score in scores_of(register)}
    exported = {one["code"]: one for one in results(register, NOW, names=False)["candidates"]}
    people = [row["share"] for row in csv.DictReader(io.StringIO(render_people_csv(together(register))))]
    assert sorted(people) == sorted(f"{score.share:.4f}" for score in scores.values())
    for submission, sitting in sittings(register):
        score = scores[submission.code]
        assert (sitting.share, sitting.interval) == (score.share, score.interval)
        assert exported[submission.code]["share"] == round(score.share, 6)
        for audience in (Audience.CANDIDATE, Audience.REVIEWER):
            view = summarize_sitting(sitting, audience=audience)
            for text in (render_text(view, 400), render_markdown(view), render_html(view)):
                assert f"{100 * score.share:.1f}%" in text.replace("\u00a0", " ").replace(" %", "%")
                assert ("Not complete" in text) is not score.is_complete
                assert ("may still end anywhere" in text) is not score.is_complete
                assert ("most likely lies" in text) is (score.is_complete and score.high > score.low)
    assert {code: (score.is_complete, score.share < 1) for code, score in scores.items()} == {
        first.code: (True, True),
        second.code: (False, False),
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [('"share": 1.0', '"share": 0.5'), ('"best": 1', '"best": 2'), ('"title": "Demo"', '"title": "X"')],
)
def test_an_export_that_was_changed_is_refused(office: Office, old: str, new: str) -> None:
    home = office.home()
    text = sign_results(results(read_register(home), NOW, names=False), home.key)
    assert old in text
    with pytest.raises(TamperedError, match="was changed after it was signed"):
        verify_results(text.replace(old, new, 1), "r.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1, "signature": 2, "signed": 3}', "[" * 100_000])
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(TamperedError, match="is not an exported result"):
        verify_results(text, "r.json")


def test_a_name_cannot_become_a_formula_in_a_spreadsheet(office: Office) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(results(read_register(office.home()), NOW, names=True)))))
    assert {row["name"] for row in rows} == {"Ann", "'=HYPERLINK(1)"}
    assert {row["late_minutes"] for row in rows} == {"0", "360"}
    assert rows[0]["demo/double"] == "1.0"
    assert rows[0]["review"] == ""


def test_gradescope_gets_a_file_for_each_work(office: Office) -> None:
    files = dict(gradescope_files(read_register(office.home())))
    assert len(files) == 2
    assert all(json.loads(text)["score"] == 40.0 for text in files.values())


def test_reports_are_written_for_all_and_only_candidates_see_their_name(office: Office) -> None:
    home = office.home()
    first = counting_submissions(home)[0]
    for reviewer in ("ann", "bo"):
        mark(home, first, reviewer, {"clarity": "good"}, NOW)
    register = read_register(home, with_contents=True)
    written = {one: list(write_reports(register, office.folder, one, ReportForm.HTML, NOW)) for one in Readers}
    assert [len(paths) for paths in written.values()] == [2, 2, 3]
    assert "Ann" in (office.folder / "candidates" / f"{first.code}.html").read_text()
    for path in (*written[Readers.REVIEWERS], *written[Readers.COHORT]):
        assert "Ann" not in path.read_text()
    assert all(first.code not in path.read_text() for path in written[Readers.REVIEWERS])


# --- the webhook --------------------------------------------------------------------------------------------------


@dataclass
class Receiver:
    """A real server on this machine that answers as it is told."""

    answers: list[int]
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver([])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((dict(self.headers), body))
            status = told.answers.pop(0)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", told.url + "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def test_results_arrive_signed_over_body_and_time(receiver: Receiver) -> None:
    receiver.answers = [200]
    assert deliver(receiver.url, SECRET, b'{"a": 1}', lambda: NOW) == 1
    headers, body = receiver.got[0]
    header = headers[SIGNATURE_HEADER]
    assert is_genuine(SECRET, body, header, NOW)
    assert not is_genuine(SECRET, body + b" ", header, NOW)
    assert not is_genuine(b"another secret", body, header, NOW)
    assert not is_genuine(SECRET, body, header, NOW + timedelta(minutes=6)), "sent again later"
    assert not is_genuine(SECRET, body, header.replace("t=", "t=1"), NOW)
    assert not is_genuine(SECRET, body, "nonsense", NOW)


def test_a_receiver_that_is_down_for_a_moment_gets_it_later_and_can_tell_it_is_the_same(receiver: Receiver) -> None:
    receiver.answers = [503, 429, 201]
    waited: list[float] = []
    assert deliver(receiver.url, SECRET, b"{}", lambda: NOW, waited.append) == 3
    assert waited == [1.0, 4.0]
    assert len({headers[ID_HEADER] for headers, _ in receiver.got}) == 1


def test_a_refusal_is_told_and_not_repeated(receiver: Receiver) -> None:
    receiver.answers = [403]
    with pytest.raises(DeliveryError, match="it answered 403"):
        deliver(receiver.url, SECRET, b"{}", lambda: NOW, lambda _: None)
    assert len(receiver.got) == 1


def test_results_go_nowhere_else(receiver: Receiver) -> None:
    receiver.answers = [302, 200]
    with pytest.raises(DeliveryError, match="it answered 302"):
        deliver(receiver.url, SECRET, b"{}", lambda: NOW, lambda _: None)
    assert len(receiver.got) == 1
    with pytest.raises(DeliveryError, match="only sent over https"):
        deliver("http://example.org/hook", SECRET, b"{}", lambda: NOW)


def test_a_receiver_that_stays_away_is_told(receiver: Receiver) -> None:
    waited: list[float] = []
    with pytest.raises(DeliveryError, match="did not take the results"):
        deliver("http://127.0.0.1:1/hook", SECRET, b"{}", lambda: NOW, waited.append)
    assert waited == [1.0, 4.0, 15.0, 60.0]
    assert receiver.got == []
