"""What `prep grade` and `prep check` do; `prep.cli.grade_commands` has their options."""

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from prep.catalog.submissions import load_or_explain, load_submission
from prep.cli.context import Settings, note
from prep.cli.exits import ExitCode
from prep.grading.grader import Grader
from prep.grading.processes import ServerProcess
from prep.model.challenge import Challenge, Visibility
from prep.model.errors import IsolationError, MissingLibraryError
from prep.model.isolation import Isolation
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.model.text import count_words, one_line, visible
from prep.model.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What is to become of the results."""

    jobs: int
    as_json: bool
    form: str | None
    report: str | None
    left_out: tuple[str, ...]
    """Parts of reports."""

    theme: Path | None
    paper: str | None
    weaker_allowed: bool


@dataclass(frozen=True, kw_only=True)
class GradedSubmission:
    """A result with what was graded: the files themselves may be others by the time a report shows them."""

    challenge: Challenge
    submission: Submission
    result: GradeResult


def check_work(challenge: Challenge, path: Path, ahead: ServerProcess | None) -> ExitCode:
    """Run the public tests on a person's own work."""
    submission = load_submission(path, challenge=challenge)
    _tell_remarks(submission)
    try:
        with Grader(ahead=ahead) as grader:
            result = grader.grade(challenge, submission, visibility=Visibility.PUBLIC)
    except MissingLibraryError:
        raise
    except IsolationError as error:
        from prep.grading.own.grader import OwnWork  # only where there is no jail

        note(f"prep: {error}; it is your own work, so it runs without a jail")
        result = OwnWork().grade(challenge, submission, visibility=Visibility.PUBLIC)
    _print_result(challenge, result)
    if result.verdict is Verdict.ACCEPTED:
        return ExitCode.OK
    return ExitCode.GRADER if result.verdict is Verdict.GRADER_ERROR else ExitCode.CHECKS_FAILED


def grade_work(
    settings: Settings, challenge: Challenge, paths: tuple[Path, ...], wishes: Wishes, ahead: ServerProcess | None
) -> ExitCode:
    """Grade each with all tests, and print or write what was found."""
    target = (
        _report(wishes.report, settings, paths, wishes.theme, wishes.paper, wishes.left_out)
        if wishes.report is not None
        else None
    )
    kept: list[GradedSubmission] = []
    code = ExitCode.OK
    with closing(_grade_paths(challenge, paths, wishes.jobs, ahead, weaker_allowed=wishes.weaker_allowed)) as results:
        for item in _with_progress(results, len(paths)):
            code = max(code, _code(item.result))
            if wishes.as_json:
                click.echo(json.dumps(_plain(item.result)))
            elif wishes.form is None:
                _print_result(challenge, item.result)
            if wishes.form is not None or target is not None:
                kept.append(item)
    if wishes.form is not None:
        click.echo(_interchange(wishes.form, [item.result for item in kept]))
    if target is not None:
        target(kept)
    return code


def _report(
    report: str,
    settings: Settings,
    paths: Sequence[Path],
    theme: Path | None,
    paper: str | None,
    hidden: Sequence[str],
) -> Callable[[Sequence[GradedSubmission]], None]:
    """What writes the reports, a file or a folder of them; what cannot work is said before anything is graded."""
    from prep.cli.report_file import report_file
    from prep.cli.report_folder import report_folder
    from prep.model.report_part import ReportPart
    from prep.model.sitting import CodeItem
    from prep.reports.selection import leave_out
    from prep.reports.summarize import summarize

    left_out = frozenset(map(ReportPart, hidden))
    path = Path(report)
    if report.endswith(("/", os.sep)) or path.is_dir() or (len(paths) > 1 and not path.suffix):
        folder = report_folder(path, settings.roots, theme, paper, left_out)

        def write_all(kept: Sequence[GradedSubmission]) -> None:
            folder.write(
                [CodeItem(challenge=one.challenge, result=one.result, submission=one.submission) for one in kept]
            )

        return write_all
    if len(paths) != 1:
        raise click.UsageError("--report takes a folder for several submissions; end its name in /")
    file = report_file(path, settings.roots, theme, paper)

    def write_one(kept: Sequence[GradedSubmission]) -> None:
        (item,) = kept
        file.write(leave_out(summarize(item.challenge, item.result, item.submission), left_out))

    return write_one


def _grade_paths(
    challenge: Challenge, paths: Sequence[Path], jobs: int, ahead: ServerProcess | None, *, weaker_allowed: bool
) -> Generator[GradedSubmission]:
    """Grade all under the full jail, or, if that is allowed, under what there is."""
    done = 0
    try:
        with closing(_grade_under(Isolation.FULL, challenge, paths, jobs, ahead)) as items:
            for item in items:
                yield item
                done += 1
    except IsolationError as error:
        if not weaker_allowed:
            raise IsolationError(f"{error}; --allow-weaker-isolation grades without a jail") from None
        note(f"prep: {error}; graded without a jail, as you allow")
        yield from _grade_under(Isolation.PROCESS, challenge, paths[done:], jobs)


def _grade_under(
    isolation: Isolation,
    challenge: Challenge,
    paths: Sequence[Path],
    jobs: int,
    ahead: ServerProcess | None = None,
) -> Generator[GradedSubmission]:
    if len(paths) == 1:
        submission = _loaded(paths[0], challenge)
        with Grader(isolation=isolation, ahead=ahead) as grader:
            yield GradedSubmission(
                challenge=challenge, result=grader.grade(challenge, submission), submission=submission
            )
        return
    read: deque[Submission] = deque()

    def reading() -> Iterator[Submission]:
        for path in paths:
            read.append(_loaded(path, challenge))
            yield read[-1]

    with Grader(lanes=min(jobs, len(paths)), isolation=isolation, ahead=ahead) as grader:
        for result in grader.grade_all(challenge, reading()):
            yield GradedSubmission(challenge=challenge, result=result, submission=read.popleft())


def _loaded(path: Path, challenge: Challenge) -> Submission:
    submission = load_or_explain(path, challenge)
    _tell_remarks(submission)
    return submission


def _tell_remarks(submission: Submission) -> None:
    """On stderr, what was left out of a submission or read otherwise than it came."""
    for remark in submission.remarks:
        note(f"{one_line(submission.name, 120)}: {one_line(remark)}")


def _with_progress(results: Iterable[GradedSubmission], count: int) -> Iterator[GradedSubmission]:
    """Show a bar where a person watches and the results go elsewhere."""
    if count == 1 or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=count, label="Grading", file=sys.stderr) as bar:
        yield from bar


def _code(result: GradeResult) -> ExitCode:
    if result.verdict is Verdict.GRADER_ERROR:
        return ExitCode.GRADER
    return ExitCode.SUBMISSION if result.unreadable else ExitCode.OK


def _plain(result: GradeResult) -> dict[str, Any]:
    """As it may be passed on: digests of what hidden checks got could be tried out until a hidden value fits."""
    checks = tuple(replace(check, symptom="") for check in result.checks)
    return replace(result, checks=checks).as_plain()


def _print_result(challenge: Challenge, result: GradeResult) -> None:
    titles = {check.id: check.title for check in challenge.spec.checks}
    if result.unreadable:
        click.echo(f"{one_line(result.submission)}: not graded\n        {result.problem}")
        return
    click.echo(f"{one_line(result.submission)}: {result.verdict}, {result.points:g} of {result.max_points:g} points")
    for check in result.checks:
        click.echo(
            f"  {check.verdict.mark} {check.points:>5g}/{check.max_points:<5g} {titles[check.id]} [{check.verdict}]"
        )
        for line in check.message.splitlines():
            click.echo(f"        {line}")
        if check.output:
            click.echo("        it printed:")
        for line in visible(check.output, 2000).splitlines():
            click.echo(f"        | {line}")
    if said := _cause(challenge, result):
        click.echo(f"  {said}")
    elif first := result.begin_with:
        failed = sum(check.verdict.is_failure for check in result.checks)
        click.echo(
            f"  {count_words(failed, 'check')} failed; "
            f"one mistake often fails several, so begin with “{titles[first.id]}”"
        )
    if not result.isolation.is_full:
        click.echo(f"  isolation: {result.isolation}, weaker than the full jail")


def _cause(challenge: Challenge, result: GradeResult) -> str:
    """What is most likely wrong, in words; nothing where nothing is wrong."""
    if result.verdict is Verdict.ACCEPTED:
        return ""
    from prep.diagnosis.diagnose import diagnose  # most of a cold start is imports
    from prep.diagnosis.words import cause_words

    return cause_words(diagnose(challenge, result).causes)


def _interchange(form: str, results: Sequence[GradeResult]) -> str:
    from prep.reports import interchange

    render = {
        "gradescope": interchange.render_gradescope,
        "junit": interchange.render_junit,
        "ctrf": interchange.render_ctrf,
    }
    return render[form](results)
