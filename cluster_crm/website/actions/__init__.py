"""Deeds of the website."""
