"""The catalogue, or any list of it, as one file to take along: JSON Lines, CSV and XLSX."""
