"""How quick the app is: the first frame, every screen over a year of practice, typing while ten gradings run.

    python -m tests.benchmarks.practice_app [first-frame|year|typing]

CPU seconds are this process's own. Wall times want a quiet machine: a frame that is late because something
else had the processor says nothing about the app.
"""

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from textual.pilot import Pilot
from textual.screen import Screen

from prep.catalog.locate import shipped_root
from prep.model.challenge import Challenge
from prep.practice.desk.desk import Desk
from prep.practice.desk.library import question_version
from prep.practice.desk.preferences import Preferences, save_preferences
from prep.practice.drafts.place import LastPlace, note_place
from prep.practice.record.schedule import Rating, next_card
from prep.store.practice import add, put_cards
from prep.store.records import AttemptKind, AttemptRecord, CardRecord, ReviewRecord, SittingRecord, new_uid
from prep.tui.app import PrepApp
from prep.tui.widgets.code_editor import CodeEditor

REVIEWS: Final = 20_000
ATTEMPTS: Final = 2_000
SIZE: Final = (140, 50)

_FIRST_FRAME: Final = """
import asyncio, sys, time
from pathlib import Path
from prep.catalog.locate import content_roots
from prep.tui.app import PrepApp

async def main():
    app = PrepApp(content_roots(), Path(sys.argv[1]))
    async with app.run_test(size=(140, 50)) as pilot:
        drawn = asyncio.Event()
        app.screen.call_after_refresh(drawn.set)
        await drawn.wait()
        print(f"{time.process_time():.3f}", flush=True)
        while "Reading what" in str(app.screen.query_one("#bars").render()):
            await asyncio.sleep(0.01)
        print(f"{time.process_time():.3f}", flush=True)

asyncio.run(main())
"""


def first_frame(data: Path) -> None:
    """CPU seconds of the whole process from its start, interpreter and imports included.

    Until the first frame is drawn and takes keys, and until what was reached is shown in it, which a thread reads.
    """
    save_preferences(data, Preferences(tour_seen=True))
    taken = []
    for _ in range(5):
        ran = subprocess.run(
            [sys.executable, "-c", _FIRST_FRAME, str(data)], capture_output=True, text=True, check=True
        )
        taken.append([float(seconds) for seconds in ran.stdout.split()[:2]])
    for name, seconds in zip(("first frame", "filled"), zip(*taken, strict=True), strict=True):
        print(f"{name}: {min(seconds):.2f} to {max(seconds):.2f} CPU seconds in {len(taken)} starts (at most 1)")


def fill_a_year(desk: Desk) -> None:
    """A year of practice: reviews and attempts spread over it, and their sittings."""
    rng, now = random.Random(1), desk.now()
    questions = list(desk.library.questions.values())
    challenges = list(desk.library.challenges.values())
    with desk.notebook.writing() as connection:
        cards: dict[str, CardRecord] = {}
        for number in range(REVIEWS):
            question = rng.choice(questions)
            at = now - timedelta(days=365) * (1 - number / REVIEWS)
            rating = rng.choice(list(Rating))
            version = question_version(question)
            add(
                connection,
                ReviewRecord(question=question.id, version=version, reviewed_at=at, rating=rating, share=0.5),
            )
            cards[question.id] = next_card(cards.get(question.id), question.id, rating, at)
        put_cards(connection, cards.values())
        for number in range(ATTEMPTS):
            challenge = rng.choice(challenges)
            at = now - timedelta(days=365) * (1 - number / ATTEMPTS)
            add_attempt(connection, rng, challenge, at)


def add_attempt(connection: Connection, rng: random.Random, challenge: Challenge, at: datetime) -> None:
    """One attempt, as large as real ones, with its sitting."""
    share, uid = rng.random(), new_uid()
    checks = [
        {
            "id": check.id,
            "verdict": "accepted" if rng.random() < share else "wrong answer",
            "points": check.points * share,
            "max_points": check.points,
            "time_s": 0.01,
            "message": "something to think about " * 4,
            "visibility": check.visibility,
        }
        for check in challenge.spec.checks
    ]
    add(
        connection,
        SittingRecord(
            kind="challenge",
            title=challenge.spec.title,
            started_at=at - timedelta(minutes=20),
            finished_at=at,
            share=share,
            folder=f"attempts/{challenge.id}/{uid}",
            uid=uid,
        ),
    )
    add(
        connection,
        AttemptRecord(
            kind=AttemptKind.CODE,
            item=challenge.id,
            version=challenge.fingerprint,
            submitted_at=at,
            taken_s=1200.0,
            points=share * challenge.max_points,
            max_points=challenge.max_points,
            share=share,
            verdict="wrong answer",
            text=challenge.starter * 5,
            result={
                "challenge": challenge.id,
                "fingerprint": challenge.fingerprint,
                "submission": "solution.py",
                "checks": checks,
                "isolation": "full",
                "started_at": at.isoformat(),
                "time_s": 0.2,
                "cpu_s": 0.2,
            },
            sitting_uid=uid,
        ),
    )


async def year(data: Path) -> None:
    """Wall milliseconds from the key to a screen that shows its data."""
    save_preferences(data, Preferences(tour_seen=True))
    desk = Desk([shipped_root()], data)
    fill_a_year(desk)
    note_place(data, LastPlace(challenge="housing/linear-regression", line=3, column=0, at=desk.now()))
    desk.close()
    app = PrepApp([shipped_root()], data)
    async with app.run_test(size=SIZE) as pilot:
        await _settle(lambda: "Reading what" not in _said(app.screen, "#bars"))
        await asyncio.sleep(2)  # what is imported ahead while a person reads
        print(f"screens over {REVIEWS:,} reviews and {ATTEMPTS:,} attempts, best and worst of three (at most 150 ms)")
        for name, go, ready, back in _tour_of_screens(app, pilot):
            wall, cpu = [], []
            for _ in range(3):
                wall_began, cpu_began = time.perf_counter(), time.process_time()
                await go()
                await _settle(ready)
                await _painted(app)
                wall.append((time.perf_counter() - wall_began) * 1000)
                cpu.append((time.process_time() - cpu_began) * 1000)
                await back()
                await asyncio.sleep(0.5)
            print(
                f"  {name:<12} {min(wall):5.0f} {max(wall):5.0f} ms, of CPU {min(cpu):5.0f} {max(cpu):5.0f}", flush=True
            )


Step = tuple[str, Callable[[], Awaitable[None]], Callable[[], bool], Callable[[], Awaitable[None]]]


def _tour_of_screens(app: PrepApp, pilot: Pilot[None]) -> Iterator[Step]:
    async def home() -> None:
        app.screen.query_one("#results").update("")  # type: ignore[attr-defined]
        app.screen.reload()  # type: ignore[attr-defined]

    async def nothing() -> None:
        pass

    async def escape() -> None:
        await pilot.press("escape")

    async def escape_twice() -> None:
        await pilot.press("escape")
        await pilot.press("escape")

    def presses(key: str) -> Callable[[], Awaitable[None]]:
        async def press() -> None:
            app.simulate_key(key)

        return press

    yield "home", home, lambda: bool(_said(app.screen, "#results")), nothing
    yield "drill", presses("d"), lambda: bool(app.screen.query("ProseEditor:focus")), escape_twice
    yield "challenges", presses("c"), lambda: "So far" in _said(app.screen, "#about"), escape
    yield "workspace", presses("g"), lambda: bool(app.screen.query("CodeEditor:focus")), escape_twice
    yield "interview", presses("i"), lambda: bool(app.screen.query("TickList")), escape
    yield (
        "reports",
        presses("r"),
        lambda: "no reports" in _said(app.screen, "#text") or "Result" in _said(app.screen, "#text"),
        escape,
    )


async def typing(data: Path) -> None:
    """Keys that arrive while ten gradings run one after the other, and the longest time without a turn of the loop."""
    save_preferences(data, Preferences(tour_seen=True))
    app = PrepApp([shipped_root()], data)
    async with app.run_test(size=SIZE) as pilot:
        await _settle(lambda: "Reading what" not in _said(app.screen, "#bars"))
        await pilot.press("c")
        await _settle(lambda: "So far" in _said(app.screen, "#about"))
        await pilot.press(*"linear")
        await _settle(lambda: "linear" in _said(app.screen, "#about"))
        await pilot.press("enter")
        await _settle(lambda: bool(app.screen.query("#page Prompt")))
        await pilot.press("enter")
        await _settle(lambda: bool(app.screen.query("CodeEditor:focus")))
        editor = app.screen.query_one(CodeEditor)
        editor.text = ""
        graded, typed, gaps, busy = 0, 0, [0.0], [0.0]
        ended = asyncio.Event()

        async def beat() -> None:
            while not ended.is_set():
                started, worked = time.perf_counter(), time.thread_time()
                await asyncio.sleep(0.005)
                gaps.append(time.perf_counter() - started)
                busy.append(time.thread_time() - worked)

        beating = asyncio.create_task(beat())
        while graded < 10:
            app.simulate_key("f9")
            await _settle(lambda: "Grading" in _said(app.screen, "#summary"))
            while "points," not in _said(app.screen, "#summary"):
                app.simulate_key("x")
                typed += 1
                await asyncio.sleep(0.02)
            graded += 1
        ended.set()
        await beating
        await pilot.pause()
        kept = len(editor.text)
        print(f"the app's own thread: at most {max(busy) * 1000:.0f} ms of CPU between two turns of its loop")
        print(f"typing: {kept} of {typed} keys arrived during {graded} gradings")
        print(
            f"longest frame: {max(gaps) * 1000:.0f} ms (at most 100), 99th percentile {_percentile(gaps) * 1000:.0f} ms"
        )


async def _painted(app: PrepApp) -> None:
    """Wait until what the screen holds now is drawn."""
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()


def _percentile(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


async def _settle(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not ready():  # noqa: ASYNC110 - a screen has no event for it
            await asyncio.sleep(0.002)


def _said(screen: Screen[object], selector: str) -> str:
    return "\n".join(str(widget.render()) for widget in screen.query(selector))


@contextmanager
def _data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def main(chosen: list[str]) -> None:
    if not chosen or "first-frame" in chosen:
        with _data() as data:
            first_frame(data)
    if not chosen or "year" in chosen:
        with _data() as data:
            asyncio.run(year(data))
    if not chosen or "typing" in chosen:
        with _data() as data:
            asyncio.run(typing(data))


if __name__ == "__main__":
    print(datetime.now(UTC).isoformat(timespec="seconds"))
    main(sys.argv[1:])
