"""From the text of a CV to the draft of a candidate, by rules that can be read and shown; each file is one subject.

Pure functions: the same text gives the same draft, offline, and each value says where in the text it was found.
"""
