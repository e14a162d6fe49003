# Holds letters in an encoding that it does not name.
# must: no points
# outside: no results
# verdict: import error
# says: raised SyntaxError
name = "José"
