"""Measurements: two things turn about in one run, told as a ratio; never a test, never an absolute time."""
