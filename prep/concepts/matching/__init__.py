"""Holds an answer against the statements of its question: what is like what, and what is asserted."""
