"""The terminal app; the only part that knows textual. It shows, and leaves deciding to `practice`."""
