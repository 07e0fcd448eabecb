"""The catalogue, or any list of it, as one file to take along: JSON Lines and CSV."""
