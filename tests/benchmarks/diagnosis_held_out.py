"""The same mistakes in other people's code: known mistakes put into solutions of another shape than the recorded ones.

    python -m tests.benchmarks.diagnosis_held_out

Each is an accepted solution with one change, and the rejected submission whose mistake that change makes; an empty name
stands for a mistake that no rejected submission makes, of which nothing may be stated.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from prep.authoring.package import load_package
from prep.catalog.challenges import find_challenge
from prep.catalog.locate import shipped_root
from prep.diagnosis.diagnose import diagnose
from prep.diagnosis.words import cause_words
from prep.grading.grader import Grader
from prep.model.submission import ENTRY_FILE, Submission


@dataclass(frozen=True)
class _Change:
    challenge: str
    solution: str
    """The accepted one that is changed."""

    before: str
    after: str
    mistake: str
    """The file of the rejected submission that makes the same mistake; empty if none does."""


_LINEAR: Final = ("housing/linear-regression", "pseudo_inverse.py")
_SCALER: Final = ("housing/standard-scaler", "plain_python.py")
_IMPUTER: Final = ("housing/median-imputer", "nanmedian.py")
_SCORES: Final = ("sentiment/precision-recall-f1", "confusion_matrix.py")
_AUC: Final = ("sentiment/roc-auc", "mid_ranks.py")
_TF_IDF: Final = ("sentiment/tf-idf", "dictionaries.py")
_IOU: Final = ("detection/box-iou", "columns.py")
_DRIFT: Final = ("detection/drift-psi-ks", "open_ends.py")

_CHANGES: Final = (
    _Change(
        *_LINEAR,
        "(X - mean) @ (y - y.mean())\n        self.intercept_ = y.mean() - mean @ self.coef_",
        "(X) @ y\n        self.intercept_ = 0.0",
        "no_intercept.py",
    ),
    _Change(*_LINEAR, "X = np.array(X, dtype=float)\n        y", "X = np.asarray(X)\n        y", ""),
    _Change(*_LINEAR, "return self.intercept_ + X.dot", "return X.dot", ""),
    _Change(*_LINEAR, "np.linalg.pinv(X - mean)", "np.linalg.pinv(X - mean, rcond=0.3)", ""),
    _Change(*_SCALER, "statistics.pstdev", "statistics.stdev", "n_minus_one.py"),
    _Change(*_SCALER, "statistics.pstdev", "statistics.pvariance", "variance.py"),
    _Change(*_SCALER, "1.0 if same else ", "", "divides_by_zero.py"),
    _Change(*_SCALER, "v * s + m", "v * s", ""),
    _Change(*_IMPUTER, "np.nanmedian", "np.nanmean", "mean.py"),
    _Change(*_IMPUTER, "holes[:, self.had_holes_]", "holes", "indicator_for_every_column.py"),
    _Change(*_IMPUTER, "holes[:, self.had_holes_]", "holes[:, holes.any(axis=0)]", "indicators_of_the_rows_to_fill.py"),
    _Change(*_SCORES, "_safe(m.diagonal(), m.sum(axis=0))", "_safe(m.diagonal(), m.sum(axis=1))", ""),
    _Change(*_SCORES, "np.zeros(len(a))", "np.ones(len(a))", "perfect_when_empty.py"),
    _Change(
        *_SCORES, "_f1s(_confusion(y_true, y_pred)[1]).mean()", "np.median(_f1s(_confusion(y_true, y_pred)[1]))", ""
    ),
    _Change(
        *_AUC,
        "(below + not_above).mean() / (2 * len(negative))",
        "below.mean() / len(negative)",
        "ties_count_nothing.py",
    ),
    _Change(*_AUC, "return fpr, tpr, thresholds", "return tpr, fpr, thresholds", "axes_swapped.py"),
    _Change(*_AUC, "np.r_[np.inf, np.unique", "np.r_[np.unique", "drops_the_start.py"),
    _Change(*_TF_IDF, "1 + log(", "log(", "forgets_the_one.py"),
    _Change(*_TF_IDF, "log((n + 1) / (len(where[word]) + 1))", "log(n / len(where[word]))", ""),
    _Change(*_TF_IDF, "length = hypot(*weights)", "length = sum(weights)", "share_of_the_review.py"),
    _Change(*_TF_IDF, "length = hypot(*weights)", "length = 1.0", "no_scaling.py"),
    _Change(*_IOU, "(ax2 - ax1) * (ay2 - ay1)", "(ax2 - ax1 + 1) * (ay2 - ay1 + 1)", ""),
    _Change(*_IOU, "(bx2 - bx1) * (by2 - by1) - inter", "(bx2 - bx1) * (by2 - by1)", "counts_the_shared_part_twice.py"),
    _Change(*_IOU, "w * h", "abs(w * h)", ""),
    _Change(*_DRIFT, "np.log(c / r)", "np.log2(c / r)", "logarithm_of_base_two.py"),
    _Change(*_DRIFT, "alpha / 2)", "alpha)", "alpha_not_halved.py"),
    _Change(*_DRIFT, "np.quantile(reference, ", "np.quantile(current, ", "edges_of_the_current_sample.py"),
    _Change(*_DRIFT, "np.max(np.abs(F - G))", "np.max(F - G)", "ks_in_one_direction.py"),
)


def report() -> None:
    counts: Counter[str] = Counter()
    with Grader() as grader:
        for change in _CHANGES:
            package = load_package(find_challenge([shipped_root()], change.challenge))
            source = package.accepted[change.solution].files[ENTRY_FILE].decode()
            changed = source.replace(change.before, change.after)
            assert changed != source, change
            result = grader.grade(package.challenge, Submission(name="held out", files={ENTRY_FILE: changed.encode()}))
            causes = diagnose(package.challenge, result).causes
            named = change.mistake in [cause.mistake.file for cause in causes]
            sure = causes[0].certainty if causes else "nothing"
            kind = "of a known mistake" if change.mistake else "of an unknown one"
            right = "right" if named else "wrong" if causes else "said"
            counts[f"{kind}: {sure} {right}"] += 1
            said = cause_words(causes) or "nothing"
            print(f"{change.challenge} {change.after!r}: {said} (it is {change.mistake or 'not recorded'})")
    for what, count in sorted(counts.items()):
        print(f"{what}: {count} of {len(_CHANGES)}")


if __name__ == "__main__":
    report()
