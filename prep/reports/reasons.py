"""Why a submission fails, as reviewers are shown it: every likely cause, sure or not, and what nobody can judge."""

from collections.abc import Iterator, Mapping

from prep.diagnosis.diagnose import Diagnosis
from prep.model.challenge import Check
from prep.reports.inline import plain
from prep.reports.view import Block, Column, Prose, Table
from prep.reports.wording import count_words


def why_it_fails(diagnosis: Diagnosis, declared: Mapping[str, Check]) -> Iterator[Block]:
    """A table of the causes, and the checks that say nothing by themselves."""
    if diagnosis.causes:
        columns = (Column("Mistake"), Column("How sure"), Column("Explains"))
        rows = tuple(
            (cause.mistake.why.replace("`", ""), str(cause.certainty), count_words(len(cause.explains), "failed check"))
            for cause in diagnosis.causes
        )
        yield Table(caption="Known mistakes that fail alike", columns=columns, rows=rows)
    else:
        yield Prose(text=plain("No known mistake fails in this way."))
    explained = {check for cause in diagnosis.causes for check in cause.explains}
    open_ones = [declared[check].title for check in sorted(diagnosis.own - explained) if check in declared]
    if diagnosis.causes and open_ones:
        yield Prose(text=plain(f"Not explained by that: {_listed(open_ones)}."))
    resting = [declared[check].title for check in diagnosis.rests_on if check in declared]
    if resting:
        first = declared[next(iter(diagnosis.rests_on.values()))].title.replace("`", "")
        text = f"Could not be judged, because “{first}” has to pass first: {_listed(resting)}."
        yield Prose(text=plain(text), small=True)


def _listed(titles: list[str]) -> str:
    return "; ".join(title.replace("`", "") for title in titles)
