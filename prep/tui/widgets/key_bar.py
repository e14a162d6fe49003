"""The keys of a screen on one line. The footer of Textual makes a widget of each, which every screen then waits for."""

from rich.style import Style
from rich.text import Text
from textual.screen import Screen
from textual.widgets import Static


class KeyBar(Static):
    """Keys that would do nothing now are not shown; a click presses one."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $footer-background; color: $footer-foreground;
             text-wrap: nowrap; text-overflow: ellipsis; link-style: none; link-color: $footer-foreground;
             link-background: $footer-background; }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self._show(self.screen)

    def _show(self, screen: Screen[object]) -> None:
        if not self.is_attached:
            return
        text = Text(no_wrap=True, overflow="ellipsis")
        seen = set()
        for key, (_, binding, enabled, _) in screen.active_bindings.items():
            if not binding.show or not enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            press = Style(meta={"@click": f"app.simulate_key('{key}')"})
            text.append(self.app.get_key_display(binding), Style(bold=True, reverse=True) + press)
            text.append(f" {binding.description}", press)
            text.append("  ")
        text.rstrip()
        self.update(text)
