"""Readers: pure functions from the bytes of a file to drafts of candidates, which no database has seen yet.

Kept free of imports: the limited child process of `extract` loads this package without Django.
"""
