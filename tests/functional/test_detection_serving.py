"""The service as clients and operators meet it: answers, overload, and whatever may die."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from typing import Any

import cv2
import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from projects.detection.dataset import FrameSet, frames_of
from projects.detection.detector import WEIGHTS
from projects.detection.photos import Split
from projects.detection.scene import USUAL
from projects.detection.serve.crew import Crew
from projects.detection.serve.fates import Fate
from projects.detection.serve.frames import MAX_BYTES
from projects.detection.serve.limits import MAX_BODY
from projects.detection.serve.queues import Frame
from projects.detection.serve.redis_queue import RedisQueue
from projects.detection.serve.releases import Alias, change_releases
from projects.detection.serve.service import Service, ServiceSettings
from projects.detection.serve.shares import Source
from projects.detection.serve.trial import TrialState
from projects.detection.serve.worker import READY
from projects.detection.stream_study import beside_floods
from projects.detection.table import default_model
from projects.detection.watch.monitor import Monitor, read_references
from tests.functional.detection_pictures import kinds_of_picture
from tests.functional.detection_stage import Running, picture, redis_at, running, until

SCENE = frames_of(FrameSet(domain=USUAL, split=Split.TEST, count=1, seed=1))[0]
FRAME = cv2.imencode(".jpg", SCENE.image)[1].tobytes()
PNG = cv2.imencode(".png", SCENE.image)[1].tobytes()


def _settings(**changes: Any) -> ServiceSettings:
    """On a busy machine nothing but what a test is about may run out of time."""
    usual: dict[str, Any] = {"model": default_model(), "deadline_s": 60.0, "patience_s": 30.0}
    return ServiceSettings(**usual | changes)


@pytest.fixture(scope="module")
def shop() -> Iterator[Running]:
    with running(Service(_settings(), Monitor(read_references()))) as started:
        yield started


def test_one_frame_by_multipart_comes_back_with_its_boxes(shop: Running) -> None:
    answer = httpx.post(f"{shop.url}/detect", files={"frame": FRAME}).json()
    assert answer["fate"] == "answered"
    missed = Counter(box.kind.label for box in SCENE.boxes) - Counter(found["kind"] for found in answer["found"])
    assert not missed


def test_a_stream_gives_each_frame_its_own_answer(shop: Running) -> None:
    with connect(shop.stream) as stream:
        for packed in (FRAME, PNG, FRAME):
            stream.send(packed)
        answers = [json.loads(stream.recv()) for _ in range(3)]
    assert [answer["frame"] for answer in answers] == [1, 2, 3]
    assert all(answer["fate"] == "answered" and answer["found"] for answer in answers)


@pytest.mark.parametrize("packed", [b"", b"GIF89a", picture()[:200]])
def test_what_is_no_picture_is_refused_or_fails_and_the_next_frame_is_served(shop: Running, packed: bytes) -> None:
    assert httpx.post(f"{shop.url}/detect", files={"frame": packed}).status_code == 422
    assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}).status_code == 200


def test_a_frame_over_the_limit_is_refused(shop: Running) -> None:
    told = httpx.post(f"{shop.url}/detect", files={"frame": FRAME + bytes(MAX_BYTES + 1 - len(FRAME))})
    assert told.status_code == 422
    assert "2,000,000" in told.json()["detail"]


def test_a_body_that_is_too_long_is_refused_before_it_is_read(shop: Running) -> None:
    host, _, port = shop.address.partition(":")
    head = "POST /detect HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    part = b'--b\r\nContent-Disposition: form-data; name="frame"; filename="x"\r\n\r\n'
    for length, first, body in (
        ("Content-Length: 600000000", b"", b""),
        ("Transfer-Encoding: chunked", _chunk(part), _chunk(bytes(65_536))),
    ):
        with socket.create_connection((host, int(port)), timeout=30) as line:
            line.sendall(f"{head}{length}\r\n\r\n".encode() + first)
            # What is sent beyond the limit is a bit more than the limit, never the whole of it.
            for _ in range(MAX_BODY // 65536 + 1 if body else 0):
                line.sendall(body)
            assert line.recv(64).startswith(b"HTTP/1.1 413")


def _chunk(part: bytes) -> bytes:
    return f"{len(part):x}\r\n".encode() + part + b"\r\n"


def test_a_frame_over_the_limit_is_refused_in_its_place_and_the_stream_goes_on(shop: Running) -> None:
    with connect(shop.stream) as stream:
        for packed in (FRAME, bytes(3 * MAX_BYTES), FRAME):
            stream.send(packed)
        answers = {answer["frame"]: answer for answer in (json.loads(stream.recv()) for _ in range(3))}
    assert [answers[place]["fate"] for place in (1, 2, 3)] == ["answered", "refused", "answered"]
    assert "2,000,000" in answers[2]["reason"]


def test_of_every_kind_of_picture_the_client_hears_and_no_worker_dies(shop: Running) -> None:
    before = shop.service.crew.restarts
    kinds = kinds_of_picture()
    assert len(kinds) >= 42
    for name, packed in kinds:
        answer = httpx.post(f"{shop.url}/detect", files={"frame": packed}, timeout=60)
        assert answer.status_code in {200, 413, 422}, name
        assert shop.service.crew.restarts == before, name
    assert shop.service.ledger.account().balanced


def test_a_stream_is_watched_under_its_name_and_one_without_gets_one(shop: Running) -> None:
    for address, told in (("?stream=shelf-3", "shelf-3"), ("", "unnamed-1")):
        with connect(shop.stream + address) as stream:
            stream.send(FRAME)
            stream.recv()
        monitor = shop.service.monitor
        assert monitor is not None
        assert told in {state.name for state in monitor.states()}
    assert "shelf-3" in httpx.get(shop.url).text
    assert httpx.post(f"{shop.url}/streams/shelf-3/learn").status_code == 200
    assert httpx.post(f"{shop.url}/streams/nobody/learn").status_code == 404
    assert httpx.post(f"{shop.url}/detect?stream=a%20b", files={"frame": FRAME}).status_code == 422
    with connect(f"{shop.stream}?stream=a%20b") as stream, pytest.raises(ConnectionClosed, match="name of a stream"):
        stream.recv()


def test_a_refused_frame_of_a_stream_is_told_in_its_place(shop: Running) -> None:
    with connect(shop.stream) as stream:
        stream.send(b"nonsense")
        stream.send(FRAME)
        answers = {answer["frame"]: answer["fate"] for answer in (json.loads(stream.recv()) for _ in range(2))}
    assert answers == {1: "refused", 2: "answered"}


def test_words_in_a_stream_of_frames_end_it(shop: Running) -> None:
    with connect(shop.stream) as stream:
        stream.send("hello")
        with pytest.raises(Exception, match="binary"):
            stream.recv()


def test_operators_see_health_readiness_metrics_and_a_page(shop: Running) -> None:
    assert httpx.get(f"{shop.url}/health").json() == {"status": "alive"}
    assert httpx.get(f"{shop.url}/ready").json() == {"status": "ready"}
    metrics = httpx.get(f"{shop.url}/metrics").text
    account = shop.service.ledger.account()
    assert f'detection_frames_total{{fate="answered"}} {float(account.fates[Fate.ANSWERED])}' in metrics
    page = httpx.get(shop.url).text
    assert "all accounted for" in page
    assert "<svg" in page


def test_a_killed_worker_costs_the_frame_it_had_and_another_takes_its_place(shop: Running) -> None:
    before = shop.service.crew.restarts
    for pid in shop.service.crew.pids:
        os.kill(pid, signal.SIGKILL)
    answers = [httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=60).json() for _ in range(3)]
    assert answers[-1]["fate"] == "answered"
    assert all(answer["fate"] == "answered" or "worker" in answer["reason"] for answer in answers)
    assert shop.service.crew.restarts == before + 1
    assert shop.service.ledger.account().balanced


def test_a_client_that_never_reads_harms_nobody_and_what_it_missed_is_counted(shop: Running) -> None:
    before = shop.service.ledger.account()
    with connect(shop.stream, max_queue=1, close_timeout=0.1) as deaf:
        for _ in range(40):
            deaf.send(FRAME)
        assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=30).status_code in {200, 503}
    account = until(lambda now: now.open == 0 and now.received > before.received, shop.service)
    assert account.balanced


def _held(line: Connection, model: Path) -> None:
    """A worker that takes frames and never answers."""
    del model
    line.send(READY)
    while True:
        try:
            line.recv_bytes()
        except (EOFError, OSError):
            return


def test_under_overload_the_oldest_are_dropped_and_counted_and_the_wait_is_bounded() -> None:
    service = Service(_settings(capacity=4))
    with running(service) as shop, connect(shop.stream, max_queue=None) as stream:
        for _ in range(80):
            stream.send(FRAME)
        answers = [json.loads(stream.recv()) for _ in range(80)]
        account = until(lambda now: now.open == 0, service)
    fates = Counter(answer["fate"] for answer in answers)
    assert fates["dropped"] == account.fates[Fate.DROPPED]
    assert fates["answered"] + fates["dropped"] == 80
    assert account.balanced
    # The last ones to come are never those dropped.
    assert all(answer["fate"] == "answered" for answer in answers if answer["frame"] > 76)


def test_a_worker_that_hangs_is_replaced_and_its_frame_told_as_failed() -> None:
    service = Service(_settings(deadline_s=60))
    service.crew = Crew(service.queue, service.settings.model, size=1, patience_s=0.1, target=_held)
    heard: list[Fate] = []
    service.start()
    assert service.crew.wait_ready(60)
    service.accept(FRAME, lambda outcome: heard.append(outcome.fate))
    until(lambda now: now.fates[Fate.FAILED] == 1, service)
    service.stop(0)
    assert heard == [Fate.FAILED]
    assert service.crew.restarts == 1


def test_a_frame_that_nobody_answers_is_told_as_lost_at_its_deadline() -> None:
    service = Service(_settings(deadline_s=0.05))
    service.crew = Crew(service.queue, service.settings.model, size=1, patience_s=30, target=_held)
    service.start()
    for _ in range(3):
        service.accept(FRAME, lambda _: None)
    account = until(lambda now: now.fates[Fate.LOST] == 3, service)
    assert account.balanced
    for pid in service.crew.pids:
        os.kill(pid, signal.SIGKILL)
    service.stop(0)


def test_stopping_answers_what_was_let_in_and_lets_nothing_more_in() -> None:
    service = Service(_settings(capacity=30))
    closing = ExitStack()
    shop = closing.enter_context(running(service))
    with connect(shop.stream, max_queue=None) as stream:
        for _ in range(20):
            stream.send(FRAME)
        until(lambda now: now.received == 20, service)
        stopping = Thread(target=closing.close)
        stopping.start()
        answers = [json.loads(stream.recv()) for _ in range(20)]
        stopping.join()
    assert [answer["fate"] for answer in answers] == ["answered"] * 20
    assert service.why_not_ready() == "stopping"
    assert service.ledger.account().undelivered == 0


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    with redis_at(tmp_path / "redis.sock"):
        yield f"unix://{tmp_path / 'redis.sock'}"


def test_with_redis_frames_are_answered_or_pushed_out_and_none_is_silent(redis_url: str) -> None:
    service = Service(_settings(capacity=4, redis_url=redis_url))
    service.start()
    assert service.crew.wait_ready(60)
    for _ in range(60):
        service.accept(FRAME, lambda _: None)
    account = until(lambda now: now.open == 0, service)
    assert account.fates[Fate.ANSWERED] + account.fates[Fate.DROPPED] == 60
    assert account.fates[Fate.DROPPED] > 0
    assert service.queue.depth() == 0
    service.stop()


def test_a_frame_whose_worker_died_before_it_answered_is_taken_over(redis_url: str) -> None:
    heard: list[tuple[int, object]] = []
    answered = Event()

    def hear(number: int, answer: object) -> None:
        heard.append((number, answer))
        answered.set()

    owner = RedisQueue(redis_url, 4, hear)
    dead, alive = RedisQueue(redis_url, 4, None), RedisQueue(redis_url, 4, None, take_over_ms=0)
    owner.offer(Frame(number=7, packed=FRAME))
    held = dead.take(1)
    taken = alive.take(1)
    assert held is not None
    assert taken == held
    alive.finish(held, "tried")
    assert answered.wait(10)
    assert heard == [(7, "tried")]
    for queue in (owner, dead, alive):
        queue.close()


def test_a_frame_that_ends_every_worker_is_given_up(redis_url: str) -> None:
    heard: list[object] = []
    answered = Event()

    def hear(_: int, answer: object) -> None:
        heard.append(answer)
        answered.set()

    owner, worker = RedisQueue(redis_url, 4, hear), RedisQueue(redis_url, 4, None, take_over_ms=0)
    owner.offer(Frame(number=7, packed=FRAME))
    assert [worker.take(0.01) is not None for _ in range(3)] == [True, True, False]
    assert answered.wait(10)
    assert heard == ["it ended every worker that tried"]
    owner.close()
    worker.close()


def test_a_killed_redis_is_told_and_a_new_one_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "redis.sock"
    with redis_at(path) as first:
        service = Service(_settings(capacity=4, deadline_s=1.0, redis_url=f"unix://{path}"))
        with running(service) as shop:
            assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=30).status_code == 200
            first.kill()
            first.wait()
            assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=30).status_code == 503
            with connect(shop.stream) as stream:
                for _ in range(5):
                    stream.send(FRAME)
                told = [json.loads(stream.recv()) for _ in range(5)]
                with pytest.raises(TimeoutError):
                    stream.recv(timeout=0.3)
            assert [(answer["frame"], answer["fate"]) for answer in told] == [(k, "lost") for k in range(1, 6)]
            assert httpx.get(f"{shop.url}/ready").json() == {"status": "the queue cannot be reached"}
            with redis_at(path):
                until(lambda _: service.why_not_ready() is None, service)
                assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=30).status_code == 200
            account = service.ledger.account()
    assert account.fates[Fate.LOST] == 6
    assert account.refused == 0
    assert account.fates[Fate.ANSWERED] == 2
    assert account.balanced


def test_in_redis_too_a_flood_pushes_out_frames_of_its_own(redis_url: str) -> None:
    queue = RedisQueue(redis_url, 4, lambda *_: None)
    for number in range(1, 3):
        queue.offer(Frame(number=number, packed=FRAME, source=Source(host="honest")))
    for number in range(3, 30):
        queue.offer(Frame(number=number, packed=FRAME, source=Source(host="flood")))
    assert queue.collect_dropped() == list(range(3, 28))
    assert queue.depth() == 4
    queue.close()


def test_a_canary_answers_its_share_is_withdrawn_when_it_fails_and_is_rolled_back(tmp_path: Path) -> None:
    releases, other = tmp_path / "releases.json", tmp_path / "base.onnx"
    shutil.copy(WEIGHTS / "base-int8.onnx", other)
    shutil.copy(WEIGHTS / "operating.json", tmp_path)
    change_releases(releases, champion=WEIGHTS / "base-int8.onnx")
    change_releases(releases, canary=other, share=0.5)
    change_releases(releases, shadow=WEIGHTS / "tuned-int8.onnx")
    service = Service(_settings(releases=releases))
    with running(service) as shop:
        until(lambda _: all(state.ready for state in service.deployed.states()), service)
        for _ in range(8):
            assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=60).json()["found"]
        until(lambda _: _trials(service)[Alias.SHADOW].compared == 4, service)
        assert _trials(service)[Alias.CANARY].answered == 4
        assert 0 <= _trials(service)[Alias.SHADOW].agreement <= 1
        assert (
            'detection_trial_frames_total{alias="canary",outcome="answered"} 4.0'
            in httpx.get(f"{shop.url}/metrics").text
        )
        broken = tmp_path / "broken.onnx"
        broken.write_bytes(b"no model")
        change_releases(releases, canary=broken, share=1.0)
        until(lambda _: _has_withdrawn(service, "cannot read the model"), service)
        assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=60).json()["fate"] == "answered"
        change_releases(releases, rollback=True)
        until(lambda _: Alias.CANARY not in _trials(service), service)
        change_releases(releases, champion=broken)
        until(lambda _: "cannot read the model" in service.crew.refused, service)
        assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=60).json()["fate"] == "answered"
        change_releases(releases, rollback=True)
        change_releases(releases, champion=other)
        until(lambda _: service.crew.model.name == "base.onnx" and service.crew.ready == 1, service)
        releases.write_text("{}")
        until(lambda _: "format_version" in service.deployed.refused, service)
        assert httpx.post(f"{shop.url}/detect", files={"frame": FRAME}, timeout=60).json()["fate"] == "answered"
        assert "format_version" in httpx.get(shop.url).text


def _has_withdrawn(service: Service, why: str) -> bool:
    canary = _trials(service).get(Alias.CANARY)
    return canary is not None and why in canary.withdrawn


def _trials(service: Service) -> dict[Alias, TrialState]:
    return {state.alias: state for state in service.deployed.states()}


def test_an_honest_client_keeps_its_frames_beside_floods_of_many_and_of_bad_ones() -> None:
    findings = beside_floods(default_model(), FRAME, seconds=3)
    assert findings.silent == 0
    assert findings.answered >= 0.9 * findings.sent


@pytest.mark.parametrize("name", ["broken.onnx", "other.onnx"])
def test_a_service_whose_model_cannot_be_used_ends_with_one_line_and_code_2(tmp_path: Path, name: str) -> None:
    model = tmp_path / name
    model.write_bytes(b"no model" if name == "broken.onnx" else _another_model())
    command = [sys.executable, "-m", "projects.detection", "serve", "--port", "0", "--model", str(model)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 2
    assert name in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


def _another_model() -> bytes:
    """A valid network that takes two numbers."""
    from onnx import TensorProto, helper

    entry, leaving = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in ("x", "y"))
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "other", [entry], [leaving])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(model.SerializeToString())
