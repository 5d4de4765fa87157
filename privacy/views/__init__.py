"""Pages for the people whose data we hold."""
