"""The sentiment project as a system: its stages, what its reviews must be, its kept model and the promises of that."""
