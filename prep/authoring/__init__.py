"""Proves a challenge fair before a person sits it: its tests pass what is right, and catch what is wrong."""
