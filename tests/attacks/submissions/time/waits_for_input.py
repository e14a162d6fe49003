"""Waits for somebody to type.

must: no points
verdict: import error
says: raised EOFError
"""

name = input("Your name? ")
