"""The tables, one module a subject; importing a module registers its tables in `base.metadata`."""
