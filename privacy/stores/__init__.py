"""What stands outside the ORM: sets of rows, files, caches."""
