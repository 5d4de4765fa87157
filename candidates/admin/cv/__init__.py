"""Pages on which a CV is dropped and what was read from it is confirmed."""
