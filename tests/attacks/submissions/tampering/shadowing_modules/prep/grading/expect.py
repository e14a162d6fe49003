close = equal = lambda *a, **k: None
