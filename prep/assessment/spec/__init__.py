"""What an assessment is: its parts, window, policy, rubric, and the content that these name."""
