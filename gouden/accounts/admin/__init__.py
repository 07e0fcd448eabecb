"""Who may do what: `accounts` and their groups, and `api_keys` of partners."""

from gouden.accounts.admin import accounts, api_keys

__all__ = ["accounts", "api_keys"]
