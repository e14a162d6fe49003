"""Opens files until it may open no more.

must: no points
verdict: import error
says: Too many open files
"""

kept = []
while True:
    kept.append(open("/dev/null"))
