"""The floor of the house: requests, paging, headers, health, logs; no tables."""
