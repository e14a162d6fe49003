"""Scores an answer from a reference answer alone, which is all that published sets of graded answers have.

The product grades by key points and marks; this shows what its way of comparing texts is worth beside other methods.
"""
