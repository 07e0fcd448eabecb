"""Sessions in the database, asked only for keys that could be theirs: PostgreSQL refuses to look for a NUL."""

import re
from typing import Any

from django.contrib.sessions.backends import db

# As Django makes them.
KEY = re.compile("[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: Any) -> bool:
        """Whether a cookie may hold the key of a session; with any other there is none."""
        return bool(key and KEY.fullmatch(key))
