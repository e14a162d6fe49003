"""Things to tick, where a tick is a sign rather than a colour."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Checkbox, OptionList
from textual.widgets.option_list import Option


class Tick(Checkbox):
    """Shows nothing in its box while it is off."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override] # noqa: N802 - textual's constant, which knows colours only
        return "✓" if self.value else " "


class TickList(OptionList):
    """A list of which any number can be ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Tick", show=False)]

    def __init__(self, names: Iterable[str], *, title: str) -> None:
        super().__init__(markup=False)
        self._names = list(names)
        self._ticked: set[str] = set()
        self.border_title = title

    def on_mount(self) -> None:
        self.add_options(Option(self._line(name), id=name) for name in self._names)
        self.highlighted = 0 if self._names else None

    @property
    def ticked(self) -> tuple[str, ...]:
        """In the order of the list."""
        return tuple(name for name in self._names if name in self._ticked)

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        name = event.option.id or ""
        self._ticked ^= {name}
        self.replace_option_prompt(name, self._line(name))

    def _line(self, name: str) -> str:
        return f"[{'✓' if name in self._ticked else ' '}] {name.replace('-', ' ')}"
