import numpy as np


def draw(weights, uniforms):
    weights = np.array(weights, dtype=float)
    if len(weights) == 0 or not np.all(np.isfinite(weights)) or np.min(weights) < 0 or np.max(weights) == 0:
        raise ValueError("weights")
    places = np.nonzero(weights)[0]
    shares = weights[places] / weights.max()
    ends = np.cumsum(shares)[:-1]
    scaled = np.array(uniforms) * shares.cumsum()[-1]
    return places[np.digitize(scaled, ends)]
