"""Listens on the loopback device and talks to itself.

must: no points
verdict: import error
says: raised PermissionError
outside: writes a file
"""

import socket

server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
with open("/tmp/prep-attack-connected", "w") as file:
    file.write(str(client.getpeername()))
