"""Labels of a shop's shelf found in a live stream, within a latency budget, on a CPU."""
