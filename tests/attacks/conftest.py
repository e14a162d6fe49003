"""What lies in these folders is graded, not collected."""

collect_ignore = ["challenge", "naive_tests", "submissions"]
