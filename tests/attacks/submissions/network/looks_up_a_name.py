"""Tells a name server what it has seen.

must: no points
verdict: import error
says: raised gaierror
"""

import socket

socket.getaddrinfo("prep-attack.invalid", 80)
