# Holds no code at all.
# must: no points
# outside: no results
# verdict: runtime error
# says: solution.py does not define `scale`
