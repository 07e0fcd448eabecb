"""How the name of a place becomes part of an address."""

from django.utils.text import slugify


def slug_of(name: str) -> str:
    """Return `name` as a slug, with a hyphen for a slash: Zaanstreek/Waterland gives zaanstreek-waterland.

    Empty when the name holds no letter or digit that an address can show.
    """
    return slugify(name.replace("/", " "))
