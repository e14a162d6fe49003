"""Raises the error that some check asks for, but while it is imported.

must: no points
verdict: import error
says: raised ValueError at line 8 of solution.py
"""

raise ValueError("nothing to scale")
