"""Computes one number with a billion digits.

must: no points
verdict: time limit, memory limit
"""

x = 7 ** (7**11) % 10
