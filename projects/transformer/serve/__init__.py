"""The model as a small service: a text in, what follows it out, and an account of every request."""
