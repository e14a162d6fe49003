"""Ames housing prices: the beginner project, from a raw table to a model and an honest figure for it."""
