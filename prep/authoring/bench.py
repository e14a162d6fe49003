"""Grades everything that a challenge's author wrote, and what can be made from it."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Final

from prep.authoring.clock import later_copy
from prep.authoring.copies import copy_with_tests
from prep.authoring.evidence import ProofResults, TriedMutant, differences, failed
from prep.authoring.fork import NewSeeds, reseed
from prep.authoring.memoriser import listener, memoriser
from prep.authoring.mutants import Mutant, mutate
from prep.authoring.odd import KINDS, odd_submissions
from prep.authoring.package import REFERENCE, STARTER, ChallengePackage
from prep.grading.budget import TOO_CHEAP
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Check, Visibility
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

OnStep = Callable[[int, int], None]
"""Told after each graded submission: how many are done, how many there are."""

_NOISE_TRIES: Final = 3

_OTHER_SEEDS: Final = (1, 2, 3)
"""Each makes another set of the tests' seeds."""


@dataclass
class ProofBench:
    """Gathers the evidence for one challenge."""

    grader: Grader
    package: ChallengePackage
    on_step: OnStep
    repeat: int
    mutants: bool
    _done: int = field(default=0, init=False)
    _planned: int = field(default=0, init=False)
    _other_seeds: dict[str, list[GradeResult]] = field(default_factory=dict, init=False)

    def gather(self) -> ProofResults:
        """Grade the reference, and, if it passes, all the rest.

        Raises:
            IsolationError: the jail cannot be set up on this machine.
            ContentError: a library that authors need is not installed.
        """
        self._planned = self._plan()
        first = self._reference(alone=True)
        if failed(first):
            return ProofResults(right={REFERENCE: (first,)})
        right, wrong = self._right(first), self._by_name(self.package.wrong, alone=True)
        backwards, after_others = self._otherwise({name: runs[0] for name, runs in right.items()} | wrong)
        mutants = mutate(self.package.texts[REFERENCE]) if self.mutants else []
        habits = self._habits(mutants) if self.mutants else []
        self._planned += len(mutants) + len(habits)
        cheapest_first = self._cheapest_first(first)
        tried = self._elsewhere(self._try(habits, cheapest_first), cheapest_first)
        return ProofResults(
            right=right,
            starter=self._by_name({STARTER: self.package.starter})[STARTER],
            wrong=wrong,
            backwards=backwards,
            alone={check.id: self._reference([check]).checks[0] for check in self._checks},
            after_others=after_others,
            later=self._later(),
            odd=self._by_name(odd_submissions(self.package.texts[REFERENCE])),
            memorised=self._memorised(),
            mutants=self._try(mutants, cheapest_first),
            habits=tried,
            other_seeds={name: tuple(results) for name, results in self._other_seeds.items()},
        )

    @property
    def _challenge(self) -> Challenge:
        return self.package.challenge

    @property
    def _checks(self) -> Sequence[Check]:
        return self._challenge.checks()

    def _plan(self) -> int:
        """How many submissions are to be graded, mutants apart."""
        right, wrong = len(self.package.right), len(self.package.wrong)
        once = len(("starter", "later", "listener", "memoriser"))
        return once + (self.repeat + 1) * right + 2 * wrong + len(self._checks) + len(KINDS)

    def _right(self, first: GradeResult) -> dict[str, tuple[GradeResult, ...]]:
        """Each the first time in a process of its own, and then as often as is asked for."""
        others = {name: submission for name, submission in self.package.right.items() if name != REFERENCE}
        runs = {REFERENCE: [first]} | {name: [result] for name, result in self._by_name(others, alone=True).items()}
        waiting = [(name, self.package.right[name]) for name in runs for _ in range(self.repeat - 1)]
        for (name, _), result in zip(waiting, self._grade(submission for _, submission in waiting), strict=True):
            runs[name].append(result)
        return {name: tuple(results) for name, results in runs.items()}

    def _by_name(
        self, submissions: Mapping[str, Submission], checks: Sequence[Check] | None = None, *, alone: bool = False
    ) -> dict[str, GradeResult]:
        return dict(zip(submissions, self._grade(submissions.values(), checks=checks, alone=alone), strict=True))

    def _otherwise(
        self, first: Mapping[str, GradeResult]
    ) -> tuple[Mapping[str, GradeResult], Mapping[str, GradeResult]]:
        """With the checks in reverse order, and after other submissions; `first` had a process of its own each.

        Both at once as long as nothing comes out differently; only then are they graded apart, to see which it is.
        """
        mixed = self._mixed()[::-1]
        both = self._one_by_one(mixed, self._checks[::-1])
        if not any(differences(first[name], result) for name, result in both.items()):
            return both, both
        self._planned += 2 * len(mixed)
        return (
            self._by_name({**self.package.right, **self.package.wrong}, checks=self._checks[::-1]),
            self._one_by_one(mixed, self._checks),
        )

    def _mixed(self) -> list[tuple[str, Submission]]:
        """Right and wrong ones in turn, so that each kind comes after the other."""
        pairs = zip_longest(self.package.right.items(), self.package.wrong.items())
        return [one for pair in pairs for one in pair if one is not None]

    def _one_by_one(
        self, submissions: Sequence[tuple[str, Submission]], checks: Sequence[Check]
    ) -> dict[str, GradeResult]:
        """On one lane, whose processes grade on for as long as nothing is seen to be left behind.

        Wrong ones are not timed once more: what was measured may come out either way.
        """
        untimed = [check for check in checks if check.budget is None]
        results = {}
        for name, submission in submissions:
            asked = checks if name in self.package.right else untimed
            results[name] = self.grader.grade(self._challenge, submission, checks=asked)
            self._note_step()
        return results

    def _note_step(self) -> None:
        self._done += 1
        self.on_step(self._done, self._planned)

    def _reference(self, checks: Sequence[Check] | None = None, *, alone: bool = False) -> GradeResult:
        (result,) = self._grade([self.package.reference], checks=checks, alone=alone)
        return result

    def _later(self) -> GradeResult:
        with tempfile.TemporaryDirectory(prefix="prep-later-") as scratch:
            (result,) = self._grade([self.package.reference], challenge=later_copy(self._challenge, Path(scratch)))
        return result

    def _memorised(self) -> GradeResult:
        reference = self.package.texts[REFERENCE]
        (listened,) = self._grade([listener(reference)], checks=self._challenge.checks(Visibility.PUBLIC))
        (result,) = self._grade([memoriser(reference, listened)], checks=self._challenge.checks(Visibility.HIDDEN))
        return result

    def _cheapest_first(self, first: GradeResult) -> list[Check]:
        """Most mutants die in any check, so the quick ones go first."""
        times_s = {check.id: check.time_s for check in first.checks}
        return sorted(self._checks, key=lambda check: times_s[check.id])

    def _habits(self, mutants: Sequence[Mutant]) -> list[Mutant]:
        """Wrong habits in all right solutions of one file, but for what a mutant is already."""
        from prep.authoring.habits.splice import splice  # only authors have what it needs

        known = {mutant.source for mutant in mutants}
        return [
            habit
            for name, submission in self.package.right.items()
            if set(submission.files) == {ENTRY_FILE}
            for habit in splice(submission.files[ENTRY_FILE].decode(), name)
            if habit.source not in known
        ]

    def _try(self, mutants: Sequence[Mutant], checks: Sequence[Check]) -> tuple[TriedMutant, ...]:
        submissions = map(_single, mutants)
        return tuple(map(TriedMutant, mutants, self._grade(submissions, checks=checks, until_failure=True)))

    def _elsewhere(self, habits: Sequence[TriedMutant], checks: Sequence[Check]) -> tuple[TriedMutant, ...]:
        """Those that nobody noticed, tried again on what the tests draw from other seeds."""
        alive = [one for one in habits if one.survives]
        noticed: set[str] = set()
        tried = 0
        for seed in _OTHER_SEEDS if alive else ():
            with tempfile.TemporaryDirectory(prefix="prep-seeds-") as scratch:
                seeds = NewSeeds(seed)
                copy = copy_with_tests(self._challenge, Path(scratch), partial(reseed, seeds=seeds))
                self._planned += len(self.package.right)
                right = self._grade(self.package.right.values(), challenge=copy, checks=checks)
                if not seeds:
                    break  # nothing is drawn
                for name, result in zip(self.package.right, right, strict=True):
                    self._other_seeds.setdefault(name, []).append(result)
                if any(failed(result) for result in right):
                    continue  # these seeds draw what the tests are not made for
                tried += 1
                waiting = [one for one in alive if one.mutant.source not in noticed]
                self._planned += len(waiting)
                submissions = [_single(one.mutant) for one in waiting]
                results = self._grade(submissions, challenge=copy, checks=checks, until_failure=True)
                noticed |= {
                    one.mutant.source
                    for one, result in zip(waiting, results, strict=True)
                    if not TriedMutant(one.mutant, result).survives
                }
        return tuple(
            replace(one, alike_elsewhere=bool(tried) and one.survives and one.mutant.source not in noticed)
            for one in habits
        )

    def _grade(
        self,
        submissions: Iterable[Submission],
        *,
        challenge: Challenge | None = None,
        checks: Sequence[Check] | None = None,
        until_failure: bool = False,
        alone: bool = False,
    ) -> list[GradeResult]:
        """Grade in order; what a busy machine left undecided is tried again a few times."""
        against = challenge or self._challenge
        waiting = list(submissions)
        results = []
        grading = self.grader.grade_all(against, waiting, checks=checks, until_failure=until_failure, alone=alone)
        with closing(grading) as graded:
            for result in graded:
                results.append(result)
                self._note_step()
        for place, submission in enumerate(waiting):
            for _ in range(_NOISE_TRIES):
                if not any(_is_undecided(check) for check in results[place].checks):
                    break
                results[place] = self.grader.grade(
                    against, submission, checks=checks, until_failure=until_failure, alone=alone
                )
        return results


def _single(mutant: Mutant) -> Submission:
    return Submission(name="mutant", files={ENTRY_FILE: mutant.source.encode()})


def _is_undecided(check: CheckResult) -> bool:
    """By a busy machine, so that another try may decide it."""
    return check.verdict is Verdict.TOO_NOISY and check.message != TOO_CHEAP
