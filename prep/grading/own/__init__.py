"""Grades a person's own work where there is no jail: on Windows and macOS, and where Linux bars all ways to one.

Nothing here needs more of the system than processes and pipes. The submission still runs in a process of its own,
beside the one with the tests, and is asked in the same words; but it may do whatever its author may do, so nobody
else's work is ever graded like this.
"""
