"""Commands for whoever keeps the reference lists up to date."""
