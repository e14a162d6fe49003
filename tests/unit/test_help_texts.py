"""What F1 shows fits the smallest terminal."""

import importlib
import inspect
import pkgutil

from prep.tui import screens as folder
from prep.tui.screens.page import HELP_COLUMNS, Page


def test_no_line_of_help_is_wider_than_a_terminal_of_eighty_columns_has_room_for() -> None:
    modules = [importlib.import_module(f"prep.tui.screens.{one.name}") for one in pkgutil.iter_modules(folder.__path__)]
    known = [thing for module in modules for thing in vars(module).values() if inspect.isclass(thing)]
    pages = {page for page in known if issubclass(page, Page)}
    assert len(pages) > 10
    assert [line for page in pages for line in page.HELP.splitlines() if len(line) > HELP_COLUMNS] == []
