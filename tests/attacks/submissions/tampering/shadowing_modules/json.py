dumps = loads = lambda *a, **k: {}
