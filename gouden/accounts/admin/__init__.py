"""Who may do what: `accounts` and their groups, `api_keys` of partners; and the `security_events` to look at."""

from gouden.accounts.admin import accounts, api_keys, security_events

__all__ = ["accounts", "api_keys", "security_events"]
