def digest(seed):
    raise NotImplementedError
