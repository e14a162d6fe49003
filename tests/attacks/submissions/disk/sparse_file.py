"""Makes a file that is larger than any disk.

must: no points
verdict: import error
says: File too large
"""

import os

os.truncate(os.open("sparse", os.O_WRONLY | os.O_CREAT), 1 << 50)
