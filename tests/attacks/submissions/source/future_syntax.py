# Is written for a Python that has not come out.
# must: no points
# outside: no results
# verdict: import error
# says: raised SyntaxError
unless x:
    pass
