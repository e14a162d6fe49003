"""Puts content into the wheel, so that it needs nothing beside it.

An editable install finds the content of its checkout, so it gets none: a copy would be 26 MB that nobody reads.
"""

from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CONTENT: Final = ("challenges", "rubrics/concepts", "rubrics/review", "projects")
"""Without labelled answers, which are for whoever trains and measures in a checkout."""


class ContentHook(BuildHookInterface):  # type: ignore[type-arg] # of a builder's own settings, which none is read of
    """Named in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is built; `version` is "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"] |= {folder: f"prep/_content/{folder}" for folder in _CONTENT}
