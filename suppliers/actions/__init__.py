"""Deeds on suppliers, the people there, and whom they supply."""
