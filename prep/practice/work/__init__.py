"""One person at one thing: a challenge, a question, an interview."""
