"""An invented catalogue of any size, for measuring: Dutch-looking text, and relations as skewed as real ones."""
