"""What an author sees of a challenge beside its problems: what passes, and is worth a look all the same."""

from collections import Counter
from collections.abc import Iterator

from prep.authoring.evidence import failed
from prep.authoring.outcome import ProofOutcome
from prep.model.result import CheckResult
from prep.model.text import count_words


def notices(outcome: ProofOutcome) -> Iterator[str]:
    """The mutants and habits that nobody noticed, and a record that is not made yet."""
    for tried in outcome.survivors:
        yield f"  a mutant survives at line {tried.mutant.line} of reference.py:"
        yield from (f"    {line}" for line in tried.mutant.diff[1:])
    for (file, habit), count in Counter((one.mutant.file, one.mutant.habit) for one in outcome.alike_habits).items():
        yield f"  no check notices that {file} {habit}, in {count_words(count, 'place')}, whatever the seeds"
    for tried in outcome.living_habits:
        yield f"  no check notices that {tried.mutant.file} {tried.mutant.habit} at line {tried.mutant.line}:"
        yield from (f"    {line}" for line in tried.mutant.diff[1:])
    for name, check in _failures_elsewhere(outcome):
        yield (
            f"  on what the tests draw from other seeds, as a fork's do, {name} fails the check `{check.id}` "
            f"({check.verdict}); habits are not tried there"
        )
    if outcome.ok and outcome.package is not None and not outcome.package.challenge.symptoms:
        yield (
            f"  submissions/symptoms.json is missing: `prep author symptoms {outcome.challenge}` writes it, and then "
            "reports name these mistakes in other people's work"
        )


def _failures_elsewhere(outcome: ProofOutcome) -> Iterator[tuple[str, CheckResult]]:
    """Right solutions, and each check that fails them under some other seeds."""
    right = outcome.evidence.other_seeds if outcome.evidence is not None else {}
    for name, results in right.items():
        found = {check.id: check for result in results for check in failed(result).values()}
        yield from ((name, check) for check in found.values())
