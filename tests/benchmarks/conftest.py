"""The challenges in here are graded by benchmarks; their tests are not ours."""

collect_ignore = ["content"]
