"""How well answers in words are graded, measured on the product itself; see `__main__` for the commands."""
