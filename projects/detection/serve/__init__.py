"""The detector as a service: frames in, boxes out, and an account of every frame."""
