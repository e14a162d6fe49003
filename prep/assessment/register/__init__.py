"""What is known of a take-home, sealed: who, what came when, grades, marks, and the log of who did what."""
