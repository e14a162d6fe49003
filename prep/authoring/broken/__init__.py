"""Makes tasks of broken training: a sound program, faults that are put into it, and a probe for each of them."""
