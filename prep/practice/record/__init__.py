"""What is kept of the work, and read back."""
