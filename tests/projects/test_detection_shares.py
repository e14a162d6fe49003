"""Whose frame is next and whose gives way, and which model is whose alias."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.detection.errors import DetectionError
from projects.detection.serve.app import MOST_STREAMS, MOST_STREAMS_OF_A_HOST, Lines
from projects.detection.serve.fates import Found
from projects.detection.serve.queues import Frame, LocalQueue
from projects.detection.serve.releases import Releases, change_releases, read_releases, write_releases
from projects.detection.serve.shares import Source, Turns, who_gives_way
from projects.detection.serve.trial import agreement


def _from(*hosts: str) -> list[Source]:
    return [Source(host=host) for host in hosts]


def test_the_oldest_frame_of_the_fullest_host_gives_way_and_there_of_the_fullest_connection() -> None:
    assert who_gives_way(_from("a", "b", "b", "a", "b")) == 1
    lines = [Source(host="a", line=line) for line in (1, 2, 2)]
    assert who_gives_way([*lines, Source(host="b"), Source(host="b")]) == 1


def test_hosts_take_turns_however_much_each_has_waiting() -> None:
    waiting = _from("flood", "flood", "flood", "flood", "honest", "honest")
    turns, order = Turns(), []
    while waiting:
        order.append(waiting.pop(turns.next(waiting)).host)
    assert order == ["flood", "honest", "flood", "honest", "flood", "flood"]


@given(st.lists(st.sampled_from("aab"), min_size=1, max_size=60))
def test_who_has_no_more_than_its_share_loses_nothing(senders: list[str]) -> None:
    """`c` has two frames in a queue of eight, which is less than a third."""
    queue = LocalQueue(8, lambda *_: None)
    for number in (1, 2):
        queue.offer(Frame(number=number, packed=b"", source=Source(host="c")))
    for number, host in enumerate(senders, start=3):
        queue.offer(Frame(number=number, packed=b"", source=Source(host=host)))
    assert not {1, 2} & set(queue.collect_dropped())


def test_no_host_opens_all_streams_and_a_number_that_is_free_is_given_again() -> None:
    lines = Lines()
    assert [lines.open("greedy") for _ in range(MOST_STREAMS_OF_A_HOST)] == list(range(1, MOST_STREAMS_OF_A_HOST + 1))
    assert lines.open("greedy") is None
    lines.close(7)
    assert lines.open("honest") == 7
    hosts = iter(range(10_000))
    while lines.open(str(next(hosts))) is not None:
        continue
    assert next(hosts) < MOST_STREAMS


def _models(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(b"")
    return [folder / name for name in names]


def test_a_canary_is_promoted_and_the_champion_before_it_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "releases.json"
    first, second = _models(tmp_path, "first.onnx", "second.onnx")
    change_releases(path, champion=first)
    change_releases(path, canary=second, share=0.25)
    assert read_releases(path) == Releases(champion=first, canary=second, share=0.25)
    assert change_releases(path, promote=True).champion == second
    assert change_releases(path, rollback=True) == read_releases(path)
    assert read_releases(path).champion == first
    with pytest.raises(DetectionError, match="no earlier champion"):
        change_releases(path, rollback=True)
    with pytest.raises(DetectionError, match="no canary"):
        change_releases(path, promote=True)
    assert read_releases(path).champion == first


def test_releases_can_be_moved_with_their_models(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    write_releases(Releases(champion=_models(folder, "m.onnx")[0]), folder / "releases.json")
    folder.rename(tmp_path / "two")
    assert read_releases(tmp_path / "two" / "releases.json").champion == tmp_path / "two" / "m.onnx"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot read"),
        ("[]", "format_version"),
        ('{"format_version": 1}', "no champion"),
        ('{"format_version": 1, "champion": 3}', "must be the name of a file"),
        ('{"format_version": 1, "champion": "gone.onnx"}', "no model at"),
        ('{"format_version": 1, "champion": "m.onnx", "share": 2}', "share is 2"),
        ('{"format_version": 1, "champion": "m.onnx", "before": "m.onnx"}', "before must be"),
        ('{"format_version": 1, "champion": "m.onnx", "canry": "m.onnx"}', "unknown key canry"),
    ],
)
def test_a_releases_file_that_cannot_be_followed_says_why(tmp_path: Path, text: str, told: str) -> None:
    _models(tmp_path, "m.onnx")
    (tmp_path / "releases.json").write_text(text)
    with pytest.raises(DetectionError, match=told):
        read_releases(tmp_path / "releases.json")


def _box(kind: str, left: float) -> Found:
    return Found(kind=kind, confidence=0.9, left=left, top=0, right=left + 10, bottom=10)


def test_models_agree_by_the_share_of_boxes_that_both_have() -> None:
    assert agreement([], []) == 1
    assert agreement([_box("barcode", 0)], []) == 0
    assert agreement([_box("barcode", 0), _box("qr_code", 50)], [_box("barcode", 2), _box("barcode", 50)]) == 1 / 3
