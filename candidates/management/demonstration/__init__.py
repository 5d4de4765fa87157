"""An agency with invented people, to walk through; nobody in it exists."""
