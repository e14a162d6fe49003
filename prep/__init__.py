"""Interview preparation and assessment for machine learning."""

__version__ = "0.2.0"
