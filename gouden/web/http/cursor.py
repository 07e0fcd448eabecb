"""A place in a history: the number of the last event and its token, so that no other history is taken for it."""

import re
from typing import NamedTuple

# Up to nine digits, and what `secrets.token_hex(8)` makes.
PATTERN = r"[0-9]{1,9}(\.[0-9a-f]{16})?"


class Cursor(NamedTuple):
    """After which event a reader goes on. Number 0 is the beginning of every history and has no token.

    Without a token it is from before events had one: then only its number can be looked at.
    """

    number: int = 0
    token: str = ""

    def __str__(self) -> str:
        return f"{self.number}.{self.token}" if self.token else str(self.number)

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """Return the cursor that was written as `text`, or None for something we did not hand out."""
        if not re.fullmatch(PATTERN, text):
            return None
        number, _, token = text.partition(".")
        return cls(int(number), token)
