"""Deeds of the candidate side."""
