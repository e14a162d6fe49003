"""There is nothing to see beforehand."""
