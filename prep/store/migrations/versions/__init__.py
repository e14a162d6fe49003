"""One file a version; its name begins with the four digits of the version."""
