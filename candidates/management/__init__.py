"""Management commands of candidates."""
