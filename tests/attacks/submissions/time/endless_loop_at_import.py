"""Never comes to the end of its import.

must: no points
verdict: time limit
says: importing it took
"""

while True:
    pass
