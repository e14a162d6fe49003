"""The usual wrong habits of the field, each as a change of a right solution, to see whether the tests notice.

Mutants change what an operator knows of Python: a number, a comparison. Here is what people really do: an array like
the targets, whose dtype cuts predictions off; a sort that is not stable; a call that has counted before it checks.
Hidden tests that let one of them live give full points to everybody who has the habit.
"""
