"""Audit history written by row triggers into django-simple-history's tables."""
