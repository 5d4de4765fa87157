"""Who signs in: users and their role."""
