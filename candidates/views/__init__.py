"""Public pages about candidates: what they agreed to show."""
