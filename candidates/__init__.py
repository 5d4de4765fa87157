"""Candidates and their dossiers."""
