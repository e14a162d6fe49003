"""The reference projects: what good work looks like, each runnable on its own."""
