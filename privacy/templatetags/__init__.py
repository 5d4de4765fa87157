"""Parts of the foundation's own pages."""
