"""Makes files until there is none left to make.

must: no points
verdict: import error
says: No space left on device
"""

count = 0
while True:
    open(f"file{count}", "w").close()
    count += 1
