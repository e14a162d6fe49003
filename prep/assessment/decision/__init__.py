"""What people decide by: scores, ranking, likenesses, what reviewers read, reports and exports."""
