"""The housing project as a system: its stages, what its data must be, its kept model and the promises of that."""
