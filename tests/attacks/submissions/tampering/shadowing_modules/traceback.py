def walk_tb(tb):
    return []
