"""What may be seen of content and grades, and when."""
