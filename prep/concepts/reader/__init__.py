"""Reads an answer with a small trained network, and says how surely it asserts a statement."""
