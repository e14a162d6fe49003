"""Reads whatever people hand in: what their tools made, none of it trusted, nothing of it unpacked to the disk."""
