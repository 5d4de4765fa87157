"""Deeds on what people have in common."""
