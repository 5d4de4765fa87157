"""Deeds: verb functions, one transaction each."""
