"""What the submission's process shares: this package and nothing else of the product is visible inside the jail.

Its modules must not import the rest of `prep`: inside, there is no rest.
"""
