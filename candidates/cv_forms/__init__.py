"""Forms of CVs that are dropped: the files with where they come from, and what was read, to be confirmed."""
