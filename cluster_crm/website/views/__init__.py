"""Pages of the public site: made by the server, and whole without JavaScript."""
