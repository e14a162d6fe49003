"""Where one is on the path, and what comes next."""
