"""Sends what privacy and others have queued."""
