"""The detection project as a system: its stages, what its data must be, its kept weights and what they promise."""
