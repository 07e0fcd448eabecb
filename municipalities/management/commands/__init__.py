"""The commands of `manage.py` of this app, one a module."""
