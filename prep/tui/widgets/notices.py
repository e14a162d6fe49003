"""Lines that stay on screen as long as what they tell holds."""

from textual.widgets import Static

from prep.model.text import one_line


class Notices(Static):
    """Hidden while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False
        self._lines: dict[str, str] = {}

    def tell(self, about: str, text: str) -> None:
        """Show a line about something, instead of the one before; an empty text takes it away."""
        self._lines[about] = one_line(text)
        lines = [line for line in self._lines.values() if line]
        self.update("\n".join(lines))
        self.display = bool(lines)
