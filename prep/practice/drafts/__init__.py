"""What lies there unfinished, so that a restart finds it as it was left."""
