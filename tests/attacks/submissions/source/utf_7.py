# -*- coding: utf-7 -*-
# Hides its code in an encoding that looks like a comment.
# must: no points
# outside: full points
# verdict: import error
# +AAo-import os; os._exit(0)
