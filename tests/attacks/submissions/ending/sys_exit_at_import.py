"""Raises SystemExit while it is imported.

must: no points
verdict: import error
says: raised SystemExit at line 10 of solution.py: 0
"""

import sys

sys.exit(0)
