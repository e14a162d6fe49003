"""A stage for the terminal app: tiny content, an app on it, a clock that only moves when it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import TypeVar

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question_file, question_files
from prep.model.question import Question
from prep.practice.desk.preferences import Preferences, save_preferences
from prep.store.database import open_database
from prep.tui.app import PrepApp
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.tour import TourScreen
from prep.tui.screens.workspace import WorkspaceScreen
from prep.tui.widgets.code_editor import CodeEditor
from tests.demo_challenge import HIDDEN, PUBLIC, RIGHT, SPEC

W = TypeVar("W", bound=Widget)

ENDLESS = "while True:\n    pass\n"


@cache
def _empty_database() -> bytes:
    """Of the newest schema."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "prep.db"
        open_database(f"sqlite:///{file}").dispose()
        return file.read_bytes()


@dataclass
class Stage:
    """Content, data and time of one test; opening the app twice on it is starting it again."""

    folder: Path
    time: datetime = field(default_factory=lambda: datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    more_content: tuple[Path, ...] = ()

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def draft(self) -> Path:
        return self.data / "drafts" / "demo" / "double" / "solution.py"

    @property
    def attempts(self) -> list[Path]:
        return sorted(self.data.glob("attempts/demo/double/*"))

    def add_challenge(self, slug: str = "double", title: str = "Twice as much") -> Path:
        """Write a challenge that is graded in no time; returns its folder."""
        folder = self.content / "challenges" / "demo" / slug
        (folder / "tests").mkdir(parents=True)
        files = {
            "challenge.toml": SPEC.format(slug=slug, title=title),
            "prompt.md": f"# {title}\n\nWrite `double(x)`.\n",
            "starter.py": "def double(x):\n    raise NotImplementedError\n",
            "reference.py": RIGHT,
            "hints.md": "# Hints\n\n## First hint\n\nAdd it to itself.\n",
            "tests/test_public.py": PUBLIC,
            "tests/test_hidden.py": HIDDEN,
        }
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        return folder

    def add_question(self, question_id: str = "dropout") -> Question:
        """Take one of the questions that ship with the product."""
        file = question_files([shipped_root()])[question_id]
        folder = self.content / "rubrics" / "concepts" / file.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        copy(file, folder)
        return load_question_file(file)

    def _lay_out(self) -> None:
        """What the first run leaves, so that tests need not wait for it."""
        if not (self.data / "preferences.json").exists():
            save_preferences(self.data, Preferences(tour_seen=True))
        if not (self.data / "prep.db").exists():
            (self.data / "prep.db").write_bytes(_empty_database())

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)

    @asynccontextmanager
    async def app(self, size: tuple[int, int] = (120, 40), door: str = "c") -> AsyncIterator["Driver"]:
        """The app, started, with a door of Home opened ("" stays at Home); it quits at the end."""
        if not self.data.is_file():  # which stands for a folder that cannot be written
            self._lay_out()
        app = PrepApp([self.content, *self.more_content], self.data, lambda: self.time)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            driver = Driver(app, pilot)
            if isinstance(app.screen, TourScreen):
                await driver.press("escape")
            if isinstance(app.screen, HomeScreen):
                await driver.until(lambda: "Reading what" not in driver.said("#bars"))
                if door:
                    await driver.press(door)
                    await driver.until(lambda: not isinstance(app.screen, HomeScreen))
                    await driver.until(lambda: "Reading what" not in driver.said("#about"))
                    await pilot.pause()
            yield driver


@dataclass
class Driver:
    """Presses keys and reads the screen."""

    app: PrepApp
    pilot: Pilot[None]

    @property
    def workspace(self) -> WorkspaceScreen:
        assert isinstance(self.app.screen, WorkspaceScreen)
        return self.app.screen

    @property
    def editor(self) -> CodeEditor:
        return self.app.screen.query_one(CodeEditor)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def open(self) -> None:
        """Look at the highlighted challenge, and begin it."""
        await self.press("enter")
        await self.to("PreviewScreen")
        await self.press("enter")
        await self.until(lambda: isinstance(self.app.screen, WorkspaceScreen))
        await self.pilot.pause()

    async def run(self, key: str, text: str) -> None:
        """Run checks on a text and wait for the end."""
        self.editor.text = text
        await self.press(key)
        await self.until(lambda: "points," in self.said("#summary"))
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], seconds: float = 120.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - a screen has no event for it
                await asyncio.sleep(0.02)

    async def to(self, name: str) -> None:
        """Wait until the screen of this name is shown and has settled."""
        await self.until(lambda: type(self.app.screen).__name__ == name)
        await self.pilot.pause()

    def find(self, selector: str, kind: type[W]) -> list[W]:
        return list(self.app.screen.query(selector).results(kind))

    def said(self, selector: str) -> str:
        """What the matching texts on the screen say, one a line."""
        return "\n".join(str(widget.render()) for widget in self.find(selector, Static) if widget.display)

    @property
    def toasts(self) -> str:
        return "\n".join(f"{toast.title}: {toast.message}" for toast in self.app._notifications)


def play(scene: Callable[[], Awaitable[None]]) -> None:
    """Run a scene to its end."""

    async def bounded() -> None:
        async with asyncio.timeout(300):
            await scene()

    asyncio.run(bounded())
