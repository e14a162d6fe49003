"""Has a regular expression go back and forth for ages.

must: no points
verdict: time limit
says: importing it took
"""

import re

re.match("(a|aa)+$", "a" * 200 + "b")
