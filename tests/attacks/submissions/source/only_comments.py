# Holds no code at all.
# must: no points
# verdict: runtime error
# says: solution.py does not define `scale`
