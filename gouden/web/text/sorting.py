"""The order of names, the same on every database."""

import unicodedata

PREFIXES = ("'s-", "'t ", "’s-", "’t ")


def name_key(name: str) -> tuple[str, str]:
    """Return what to sort `name` by: without case, accents and a leading 's- or 't, as in a Dutch register."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    for prefix in PREFIXES:
        plain = plain.removeprefix(prefix)
    return plain, name


def initial(name: str) -> str:
    """Return the capital under which `name` stands in a register; # for a digit or a sign."""
    first = name_key(name)[0][:1].upper()
    return first if first.isalpha() else "#"
