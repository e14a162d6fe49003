"""Notices when the frames are no longer those the model was trained for."""
