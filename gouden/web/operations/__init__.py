"""How the site runs and tells of it: health, log, and what happens without a database. Begin with `health`."""
