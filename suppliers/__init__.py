"""Organisations that supply workers to us."""
