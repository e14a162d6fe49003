"""The transformer project as a system: its stages, what its tales must be, its kept model and the promises of that."""
