"""Text as search compares it, the same for what is stored and what is asked."""

import re
import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and punctuation, its words separated by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", plain))
