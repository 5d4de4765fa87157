"""Deeds on messages that come in."""
