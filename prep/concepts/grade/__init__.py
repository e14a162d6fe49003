"""From evidence to a grade: probabilities, what is shown, the score, and when a person is asked."""
