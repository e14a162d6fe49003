"""What F1 shows fits the smallest terminal."""

import importlib
import inspect
import pkgutil

from prep.tui import screens as folder
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.page import HELP_COLUMNS, Page
from prep.tui.screens.tour import PAGES


def test_no_line_of_help_is_wider_than_a_terminal_of_eighty_columns_has_room_for() -> None:
    modules = [importlib.import_module(f"prep.tui.screens.{one.name}") for one in pkgutil.iter_modules(folder.__path__)]
    known = [thing for module in modules for thing in vars(module).values() if inspect.isclass(thing)]
    pages = {page for page in known if issubclass(page, Page)}
    assert len(pages) > 10
    assert [line for page in pages for line in page.HELP.splitlines() if len(line) > HELP_COLUMNS] == []


def test_the_help_of_home_names_the_panel_as_the_screen_does_and_says_what_a_plan_asks_for() -> None:
    assert "“Your path” has three stages" in HomeScreen.HELP
    assert "Skills:" not in HomeScreen.HELP
    assert "days a week, minutes a day" in HomeScreen.HELP


def test_the_tour_says_that_choose_lists_questions_too_and_promises_no_three_minutes() -> None:
    text = " ".join(" ".join(body for _, body in PAGES).split())
    assert "code to write, graded by hidden tests in a jail, and every question" in text
    assert "three minutes" not in text
