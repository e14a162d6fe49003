"""Connects to a machine elsewhere.

must: no points
verdict: import error
says: raised PermissionError
"""

import socket

socket.create_connection(("192.0.2.1", 80), timeout=1)
