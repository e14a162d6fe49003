"""Listens on an address that is in no file system.

must: no points
verdict: import error
says: raised PermissionError
"""

import socket

socket.socket(socket.AF_UNIX).bind("\0prep-attack")
