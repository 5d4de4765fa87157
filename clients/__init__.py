"""Organisations that we place candidates with."""
