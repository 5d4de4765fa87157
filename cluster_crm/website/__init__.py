"""People who write to us on the website, and the log of who came there."""
