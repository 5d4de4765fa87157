"""Tests that both sides of a measurement do the same work."""
