"""The project: settings, addresses and the web helpers that know no app."""

__version__ = "0.2.0"
# Of the API, whose first number is the one in /api/v1: docs/howto/change-the-api.md says when it goes up.
API_VERSION = "1.13.0"
