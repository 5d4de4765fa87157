"""Forms on what people have in common."""
