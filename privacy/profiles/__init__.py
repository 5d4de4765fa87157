"""Country profiles: the catalogue rows that ship with the product."""
