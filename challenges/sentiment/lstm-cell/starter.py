"""An LSTM cell, forward and backward. See the prompt for the contract."""


def forward(X, h, c, W, b):
    """Every step's h, shape (n, T, u), and the last c."""
    raise NotImplementedError


def backward(dH, dc, X, h, c, W, b):
    """The gradients by X, h, c, W and b, in a dict."""
    raise NotImplementedError
