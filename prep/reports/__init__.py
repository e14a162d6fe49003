"""Feedback as documents: first plain view data (`summarize`), then a rendering of it."""
