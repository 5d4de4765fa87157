"""Dates, times and numbers as the agency writes them."""
