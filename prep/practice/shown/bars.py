"""Pictures in letters."""

from typing import Final

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def bar(share: float | None, width: int) -> str:
    """A bar of `width` characters, filled to a share from 0 to 1; dots where nothing is known."""
    if share is None:
        return "·" * width
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return filled + "░" * (width - len(filled))
