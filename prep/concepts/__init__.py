"""Grades a free-text answer against the key points and misconceptions of its question, offline and repeatably."""
