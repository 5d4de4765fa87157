"""The foundation: declarations, catalogue, rights, erasure."""
