"""Settings: `base`, and one module for each place where Gouden runs. The environment is read by `gouden.env`."""
