"""The sections on one graded submission to a coding challenge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from prep.catalog.public_tests import public_test
from prep.diagnosis.diagnose import diagnose
from prep.model.challenge import Challenge, Check, Visibility
from prep.model.result import CheckResult
from prep.model.sitting import CodeItem
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from prep.reports.checks import check_entries
from prep.reports.difference import beside_reference
from prep.reports.foreign import shown, shown_line, without_folders
from prep.reports.inline import plain
from prep.reports.notebook_pages import notebook_sections
from prep.reports.notes import LineComment
from prep.reports.pictures import Bar, Bars
from prep.reports.reasons import why_it_fails
from prep.reports.style import StyleRemarks, style_remarks
from prep.reports.view import Audience, Block, CodeLine, CodeRemark, Headline, Listing, Prose, Section, Tone
from prep.reports.wording import MEANINGS, count_words, points_words, tone_of_share

MAX_CODE_LINES: Final = 400
_MAX_LINE: Final = 200
_MOST_FILES: Final = 8

_HIDDEN: Final = (
    "A public check shows its test, what was expected and what came. A hidden one keeps its case to itself, so that it "
    "stays worth something to the next person: it says what kind of case it is and what to look at."
)


@dataclass(frozen=True)
class Manner:
    """What is the same for every item of a report."""

    audience: Audience
    style: bool
    """Whether ruff is asked for remarks."""

    comments: tuple[LineComment, ...] = ()
    """What reviewers wrote at lines."""


def code_sections(item: CodeItem, prefix: str, level: int, manner: Manner) -> Iterator[Section]:
    """By criterion, check by check, the code."""
    declared = {check.id: check for check in item.challenge.spec.checks}
    results = [check for check in item.result.checks if check.id in declared]
    groups = list(_by_criterion(item.challenge, results, declared))
    diagnosis = diagnose(item.challenge, item.result)
    if manner.audience is Audience.REVIEWER and any(check.verdict.is_failure for check in results):
        yield Section(
            id=f"{prefix}why", title="Why it fails", level=level, blocks=tuple(why_it_fails(diagnosis, declared))
        )
    yield Section(id=f"{prefix}criteria", title="By criterion", level=level, blocks=tuple(_criteria(groups)))
    yield Section(
        id=f"{prefix}checks", title="Check by check", level=level, blocks=_before_checks(results, manner.audience)
    )
    tests = {check.id: public_test(item.challenge, check.id) for check in results if check.verdict.is_failure}
    told = check_entries([(c, declared[c.id]) for c in results], manner.audience, diagnosis, tests, prefix)
    entries = {check.id: entry for check, entry in zip(results, told, strict=True)}
    for number, (title, checks) in enumerate(groups, 1):
        yield Section(
            id=f"{prefix}checks-{number}",
            title=title,
            level=level + 1,
            blocks=tuple(entries[check.id] for check in checks),
        )
    yield Section(
        id=f"{prefix}code",
        title="Your code" if manner.audience is Audience.CANDIDATE else "The code",
        level=level,
        blocks=tuple(_code(item, results, declared, manner)),
    )
    if item.reference and ENTRY_FILE in item.submission.files:
        blocks = tuple(beside_reference(item.submission.files[ENTRY_FILE], item.reference))
        yield Section(id=f"{prefix}reference", title="Beside the reference", level=level, blocks=blocks)
    yield from notebook_sections(item.submission.originals, prefix, level)


def outcome(item: CodeItem) -> Headline:
    """The points and the verdict of a submission."""
    result = item.result
    if not item.is_graded:
        label = "could not be read" if result.unreadable else str(result.verdict)
        return Headline(figure="not graded", label=label, tone=Tone.NEUTRAL)
    points = max(0.0, result.points - item.hint_cost)
    return Headline(
        figure=f"{points_words(points, result.max_points)} points", label=_label(item), tone=tone_of_share(item.share)
    )


def _label(item: CodeItem) -> str:
    """How far it got, in a few words that are as true at 95 points as at 5."""
    if item.result.verdict is Verdict.IMPORT_ERROR:
        return "could not be loaded"
    passed = sum(check.verdict is Verdict.ACCEPTED for check in item.result.checks)
    every = passed == len(item.result.checks)
    return "every check passed" if every else f"{passed} of {count_words(len(item.result.checks), 'check')} passed"


def meaning(item: CodeItem) -> str:
    """What the result of a submission means, in a few sentences."""
    result = item.result
    if result.unreadable:
        return f"It could not be read: {_problem(item.submission) or 'nothing was run'}."
    sentences = [MEANINGS[result.verdict]]
    if item.hint_cost:
        sentences.append(f"{count_words(item.hints_used, 'hint')} cost {item.hint_cost:g} points, as announced.")
    return " ".join(sentences)


def _by_criterion(
    challenge: Challenge, results: Sequence[CheckResult], declared: Mapping[str, Check]
) -> Iterator[tuple[str, list[CheckResult]]]:
    for criterion in challenge.spec.criteria:
        checks = [check for check in results if declared[check.id].criterion == criterion.id]
        if checks:
            yield criterion.title, checks


def _criteria(groups: Sequence[tuple[str, list[CheckResult]]]) -> Iterator[Block]:
    bars = [
        Bar(title, _share(checks), points_words(sum(c.points for c in checks), sum(c.max_points for c in checks)))
        for title, checks in groups
    ]
    if bars:
        told = "; ".join(f"{bar.label}: {bar.figure}" for bar in bars)
        yield Bars(
            title="Points by criterion",
            description=f"Points got, of those there are. {told}.",
            header=("Criterion", "Points"),
            bars=tuple(bars),
        )
    else:
        yield Prose(text=plain("No check was run."))


def _share(checks: Sequence[CheckResult]) -> float:
    most = sum(check.max_points for check in checks)
    return min(1.0, max(0.0, sum(check.points for check in checks) / most)) if most else 0.0


def _before_checks(results: Sequence[CheckResult], audience: Audience) -> tuple[Block, ...]:
    right = sum(check.verdict is Verdict.ACCEPTED for check in results)
    hidden = sum(check.visibility is Visibility.HIDDEN for check in results)
    count = f"{count_words(len(results), 'check')}: {right} passed, {len(results) - right} did not; {hidden} hidden."
    why = f" {_HIDDEN}" if audience is Audience.CANDIDATE and hidden else ""
    return (Prose(text=plain(count + why), small=True),)


def _code(
    item: CodeItem, results: Sequence[CheckResult], declared: Mapping[str, Check], manner: Manner
) -> Iterator[Block]:
    submission = item.submission
    if submission.problem:
        yield Prose(text=plain(f"It could not be read: {_problem(submission)}."))
    budget = MAX_CODE_LINES
    left_out: list[str] = []
    for number, name in enumerate(_in_order(submission.files)):
        if budget <= 0 or number >= _MOST_FILES or not _is_text(submission.files[name]):
            left_out.append(f"{shown_line(name, 80)} ({len(submission.files[name]):,} bytes)")
            continue
        remarks = _remarks_at_lines(item, results, declared, manner) if name == ENTRY_FILE else {}
        listing = _listing(name, submission.files[name], remarks, budget, manner)
        budget -= len(listing.lines)
        yield listing
    if left_out:
        more = f" and {len(left_out) - 5} more" if len(left_out) > 5 else ""
        yield Prose(text=plain(f"Not shown: {', '.join(left_out[:5])}{more}."), small=True)
    if not submission.files and not submission.problem:
        yield Prose(text=plain("No file was kept with this result."))


def _problem(submission: Submission) -> str:
    """Why it could not be read, without the folders of the machine that tried."""
    return shown_line(without_folders(submission.problem, submission.name), 300).rstrip(".")


def _in_order(files: Mapping[str, bytes]) -> list[str]:
    """The file that is graded first, then the others by name."""
    return sorted(files, key=lambda name: (name != ENTRY_FILE, name))


def _is_text(content: bytes) -> bool:
    return b"\0" not in content[:4096] or content.count(b"\0") * 50 < len(content)


def _listing(
    name: str, content: bytes, checks: Mapping[int, Sequence[CodeRemark]], most_lines: int, manner: Manner
) -> Listing:
    source = content.decode("utf-8", "backslashreplace")
    style = style_remarks(source) if manner.style and name.endswith(".py") else StyleRemarks()
    remarks: dict[int, list[CodeRemark]] = {line: list(told) for line, told in checks.items()}
    for remark in style.remarks:
        remarks.setdefault(remark.line, []).append(CodeRemark(remark.text, "style"))
    lines = source.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return Listing(
        file=shown_line(name, 120),
        lines=tuple(
            CodeLine(number, _shown_code(text), tuple(remarks.get(number, ())))
            for number, text in enumerate(lines[:most_lines], 1)
        ),
        left_out=_left_out(len(lines), most_lines, style.left_out),
        is_python=name.endswith(".py"),
    )


def _shown_code(text: str) -> str:
    """One line of a file: its indentation kept, its end cut."""
    return shown(text.rstrip("\r"), _MAX_LINE, 1)


def _left_out(lines: int, shown_lines: int, remarks: int) -> str:
    told = []
    if lines > shown_lines:
        told.append(f"The file goes on for {count_words(lines - shown_lines, 'more line')}.")
    if remarks > 0:
        told.append(f"{count_words(remarks, 'more remark')} on style {'is' if remarks == 1 else 'are'} left out.")
    return " ".join(told)


def _remarks_at_lines(
    item: CodeItem, results: Sequence[CheckResult], declared: Mapping[str, Check], manner: Manner
) -> dict[int, list[CodeRemark]]:
    """What people say about a line first, then what checks say."""
    remarks: dict[int, list[CodeRemark]] = {}
    for one in manner.comments:
        if one.challenge == item.challenge.id and (one.for_candidate or manner.audience is Audience.REVIEWER):
            remarks.setdefault(one.line, []).append(CodeRemark(shown_line(one.text, 600), "reviewer"))
    for line, told in _check_remarks(results, declared).items():
        remarks.setdefault(line, []).extend(told)
    return remarks


def _check_remarks(results: Sequence[CheckResult], declared: Mapping[str, Check]) -> dict[int, list[CodeRemark]]:
    """By line, what checks say about it; checks that stumbled over the same line in the same way are one remark."""
    titles: dict[tuple[int, str], list[str]] = {}
    for check in results:
        if check.line is not None and check.verdict is not Verdict.ACCEPTED:
            titles.setdefault((check.line, str(check.verdict)), []).append(declared[check.id].title.replace("`", ""))
    remarks: dict[int, list[CodeRemark]] = {}
    for (line, verdict), names in titles.items():
        more = f" and {count_words(len(names) - 1, 'more check')}" if len(names) > 1 else ""
        remarks.setdefault(line, []).append(CodeRemark(f"{verdict} in “{names[0]}”{more}", "check"))
    return remarks
