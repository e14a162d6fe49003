"""The checks that a candidate can read and run."""

from prep.grading import expect

LABELS = [1, 1, 0, 1, 0, 0]
SCORES = [0.9, 0.6, 0.4, 0.3, 0.3, 0.1]


def test_chooses_for_six_reviews(candidate):
    expect.close(candidate.choose_threshold(LABELS, SCORES), 0.6, what="the threshold")
    expect.close(candidate.choose_threshold(LABELS, SCORES, min_precision=0.6), 0.3, what="the threshold")


def test_reports_on_three_reviews(candidate):
    report = candidate.tune_and_report((LABELS, SCORES), ([0, 1, 1], [0.7, 0.6, 0.5]))
    report = expect.mapping(report, ["threshold", "validation", "test"])
    expect.close(report["threshold"], 0.6, what='"threshold"')
    wanted = {
        "validation": {"precision": 1.0, "recall": 2 / 3, "f1": 0.8},
        "test": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
    }
    for part, scores in wanted.items():
        found = expect.mapping(report[part], list(scores), what=f'"{part}"')
        for name, score in scores.items():
            expect.close(found[name], score, what=f'"{name}" of "{part}"')
