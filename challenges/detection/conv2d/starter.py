"""Convolution by im2col, with its gradients. See the prompt for the contract."""


def im2col(images, kh, kw, stride=1, padding=0):
    """All windows as columns, shape (n, c * kh * kw, rows * columns)."""
    raise NotImplementedError


def conv2d(images, kernels, bias, stride=1, padding=0):
    """The layer's output, shape (n, o, rows, columns)."""
    raise NotImplementedError


def conv2d_backward(gradient, images, kernels, stride=1, padding=0):
    """The gradients by images, kernels and bias."""
    raise NotImplementedError
