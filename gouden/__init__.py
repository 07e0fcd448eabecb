"""The project: settings, addresses and the web helpers that know no app."""

__version__ = "0.1.0"
