"""One search over people: what was typed is read, matched with bounded work, and never counted."""
