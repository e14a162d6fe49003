"""What is most likely wrong with a submission, and what nobody can know: from results and content alone."""
