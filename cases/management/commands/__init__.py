"""The commands of `manage.py`, one a module; begin with `start`, `setup` and `run_due`."""
