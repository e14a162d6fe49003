# Has the compiler compute a constant that fills the memory.
# must: no points
# outside: no results
# verdict: import error, memory limit, time limit
x = ((("x" * 4000) * 4000) * 4000) * 4000
