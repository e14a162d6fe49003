"""Teaches the network that reads answers: `python -m tests.training --help`, and MODEL.md beside its weights."""
