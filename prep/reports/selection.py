"""Leaves parts out of a report: for an audience that should not see them, or for one page instead of five."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from prep.model.report_part import ReportPart
from prep.reports.view import Entry, ReportView, Section, Span, Step, Steps, Tone

_SECTIONS: Final = {ReportPart.MODEL_ANSWERS: "model-answer", ReportPart.CODE: "code", ReportPart.BASIS: "basis"}


def leave_out(view: ReportView, parts: frozenset[ReportPart]) -> ReportView:
    """The report without these parts; a section that has nothing left is left out with its heading."""
    if not parts:
        return view
    names = [name for part, name in _SECTIONS.items() if part in parts]
    kept = [section for section in view.sections if not any(_is_of(section, name) for name in names)]
    if ReportPart.PASSED in parts:
        kept = [_without_passed(section) for section in kept]
    return _without_dead_links(replace(view, sections=tuple(_with_content(kept))))


def with_prefix(view: ReportView, prefix: str) -> ReportView:
    """The same with this before every id, so that many reports can stand in one document."""
    changed: ReportView = _prefixed(view, prefix)
    return changed


def _without_dead_links(view: ReportView) -> ReportView:
    """No step sends a reader to what was left out."""
    here = {section.id for section in view.sections}
    here |= {block.id for section in view.sections for block in section.blocks if isinstance(block, Entry)}

    def alive(step: Step) -> Step:
        dead = any(span.href.startswith("#") and span.href[1:] not in here for span in step.reading)
        step = replace(step, reading=()) if dead else step
        return step if step.where in here else replace(step, where="", where_title="")

    def checked(section: Section) -> Section:
        blocks = (replace(b, steps=tuple(map(alive, b.steps))) if isinstance(b, Steps) else b for b in section.blocks)
        return replace(section, blocks=tuple(blocks))

    return replace(view, sections=tuple(map(checked, view.sections)))


def _is_of(section: Section, name: str) -> bool:
    """As `code` and `item-2-code`, and `basis-1` below `basis`."""
    return section.id == name or section.id.endswith(f"-{name}") or section.id.startswith(f"{name}-")


def _without_passed(section: Section) -> Section:
    blocks = tuple(b for b in section.blocks if not (isinstance(b, Entry) and b.tone is Tone.GOOD))
    return replace(section, blocks=blocks)


def _with_content(sections: list[Section]) -> list[Section]:
    """Those with a block of their own or in a section below."""
    kept: list[Section] = []
    for section in reversed(sections):
        below = kept[-1].level if kept else 0
        if section.blocks or below > section.level:
            kept.append(section)
    return kept[::-1]


def _prefixed(value: Any, prefix: str) -> Any:  # noqa: ANN401 - any part of a view
    if isinstance(value, tuple):
        return tuple(_prefixed(one, prefix) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    walked = {field.name: _prefixed(getattr(value, field.name), prefix) for field in fields(value)}
    if isinstance(value, Section | Entry) and value.id:
        walked["id"] = prefix + value.id
    if isinstance(value, Step) and value.where:
        walked["where"] = prefix + value.where
    if isinstance(value, Span) and value.href.startswith("#"):
        walked["href"] = f"#{prefix}{value.href[1:]}"
    return replace(value, **walked)
