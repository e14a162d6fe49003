packb = unpackb = lambda *a, **k: b"accepted"
