"""Pictures of the real app for the site and the README: `python -m prep.docs.pictures [FOLDER]` (`make pictures`).

Each scene presses the keys that a person would press, on what ships with the product, and takes what the screen then
shows. The clock stands still, so that the same app gives the same pictures.
"""

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from prep.catalog.locate import content_roots, shipped_root
from prep.docs.guides import PAGES
from prep.practice.desk.preferences import Preferences, save_preferences
from prep.tui.app import PrepApp
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.preview import PreviewScreen
from prep.tui.screens.workspace import WorkspaceScreen

_SIZE: Final = (104, 30)
_NOW: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_PATIENCE_S: Final = 60.0

_ANSWER: Final = """\
A model with high bias is too simple for the data, so it underfits: the error is large
on the training set as well. With high variance it follows the noise of its sample and
overfits. I compare training and validation error by cross-validation."""
_MISTAKE: Final = Path("challenges", "housing", "linear-regression", "submissions", "rejected", "no_intercept.py")


class PictureStage:
    """The app, opened on a folder of its own, with keys to press and a screen to wait for."""

    def __init__(self, app: PrepApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def write(self, text: str) -> None:
        """Into the editor that is shown."""
        self._app.screen.query_one(TextArea).text = text
        await self._pilot.pause()

    async def until_shown(self, *words: str) -> None:
        """Wait until the screen shows all of these.

        Raises:
            TimeoutError: it never does; the text says what was waited for.
        """
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while not all(word in self._text() for word in words):  # noqa: ASYNC110 - a screen has no event for it
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise TimeoutError(f"the screen never showed {words}; it shows:\n{self._text()}") from None
        await self._pilot.pause()

    async def until_screen(self, kind: type[Widget]) -> None:
        """Wait for a screen of this kind."""
        async with asyncio.timeout(_PATIENCE_S):
            while not isinstance(self._app.screen, kind):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
        await self._pilot.pause()

    async def go_home(self) -> None:
        """Leave one screen after another."""
        while not isinstance(self._app.screen, HomeScreen):
            await self.press("escape")

    def _text(self) -> str:
        strips = self._app.screen._compositor.render_strips(self._app.size)  # noqa: SLF001 - what is drawn
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def picture(self) -> str:
        """What is shown, as SVG, without messages that go away and without a cursor that blinks."""
        self._app.clear_notifications()
        for editor in self._app.screen.query(TextArea):
            editor.cursor_blink = False
        await self._pilot.pause()
        return _self_contained(self._app.export_screenshot(title="prep"))


@dataclass(frozen=True)
class Scene:
    """How a screen is reached from Home."""

    play: Callable[[PictureStage], Awaitable[None]]
    only_question: str = ""
    """The one question that there is, where a picture needs to know which comes first."""


async def _home(stage: PictureStage) -> None:
    await stage.until_shown("Stage 1 of 3")


async def _graded_answer(stage: PictureStage) -> None:
    await stage.until_shown("What next")
    await stage.press("d")
    await stage.until_shown("Your answer")
    await stage.write(_ANSWER)
    await stage.press("f9")
    await stage.until_shown("of the marks")


async def _challenges(stage: PictureStage) -> None:
    await stage.press("c")
    await stage.until_shown("Type to filter", "Stage 1")


async def _workspace(stage: PictureStage) -> None:
    await _open_linear_regression(stage)
    await stage.write((shipped_root() / _MISTAKE).read_text("utf-8"))
    await stage.press("f5")
    await stage.until_shown("points,")


async def _report(stage: PictureStage) -> None:
    await _open_linear_regression(stage)
    await stage.write((shipped_root() / _MISTAKE).read_text("utf-8"))
    await stage.press("f9")
    await stage.until_shown("points,")
    await stage.go_home()
    await stage.press("r")
    await stage.until_shown("What to do next")


async def _open_linear_regression(stage: PictureStage) -> None:
    await stage.press("c")
    await stage.until_shown("Type to filter", "Stage 1")
    await stage.press(*"linear", "space", *"challenge", "enter")
    await stage.until_screen(PreviewScreen)
    await stage.press("enter")
    await stage.until_screen(WorkspaceScreen)


async def _interview(stage: PictureStage) -> None:
    await stage.press("i")
    await stage.until_shown("Begin")


SCENES: Final[Mapping[str, Scene]] = {
    "home": Scene(_home),
    "graded-answer": Scene(_graded_answer, only_question="classical-models/bias-variance"),
    "challenges": Scene(_challenges),
    "workspace": Scene(_workspace),
    "report": Scene(_report),
    "interview": Scene(_interview),
}
"""Each picture by its name."""


def take_picture(name: str) -> str:
    """Play a scene on an empty data folder; returns the SVG."""
    scene = SCENES[name]

    async def play() -> str:
        async with _opened(scene.only_question) as stage:
            await scene.play(stage)
            return await stage.picture()

    return asyncio.run(play())


@asynccontextmanager
async def _opened(only_question: str) -> AsyncIterator[PictureStage]:
    with tempfile.TemporaryDirectory(prefix="prep-pictures-") as folder:
        data = Path(folder, "data")
        save_preferences(data, Preferences(tour_seen=True))
        roots = [_content_of_one(Path(folder), only_question)] if only_question else content_roots(None)
        app = PrepApp(roots, data, lambda: _NOW)
        async with app.run_test(size=_SIZE) as pilot:
            stage = PictureStage(app, pilot)
            await stage.until_screen(HomeScreen)
            yield stage


def _content_of_one(folder: Path, question: str) -> Path:
    name = Path("rubrics", "concepts", f"{question}.toml")
    (folder / name).parent.mkdir(parents=True)
    shutil.copy(shipped_root() / name, folder / name)
    return folder


_FONTS: Final = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_UNIQUE: Final = re.compile(r"terminal-\d+-")


def _self_contained(svg: str) -> str:
    """Without the fonts that a reader's browser would fetch from elsewhere; whatever is monospaced will do."""
    return _UNIQUE.sub("terminal-", _FONTS.sub("", svg)).replace("Fira Code,", "ui-monospace, Menlo, Consolas,")


def main() -> None:
    """Write all pictures into the folder that is named, or where the site takes them from."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCENES:
        (folder / f"{name}.svg").write_text(take_picture(name), "utf-8")


if __name__ == "__main__":
    main()
