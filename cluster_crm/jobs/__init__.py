"""Work that outlives a request: rows, leases, steps; knows nobody."""
