"""How Python's garbage collector behaves while the app is open."""

import gc
from typing import Final

_THRESHOLDS: Final = (10_000, 3, 50)
"""Few collections while a screen is drawn, and none that has much to look at: a key must not wait for it."""

_USUAL: Final = gc.get_threshold()


def keep_for_good() -> None:
    """Never look again at what is there now: modules, content, styles.

    To go through it all, as happened while a screen was drawn, took longer than the drawing.
    """
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


def keep_no_longer() -> None:
    """As it was before: whatever else runs in this process wants its memory back."""
    gc.set_threshold(*_USUAL)
    gc.unfreeze()
