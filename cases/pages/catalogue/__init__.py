"""Pages of what the catalogue holds: a case, a theme, an obstacle, an initiative, a publication."""
