"""A small language model: from a text and its tokens to sentences that a service writes."""
