"""Where editors work: one module per subject, and what the admins of both apps share."""

from cases.admin import (
    access,
    case,
    claim,
    duplicate,
    editorial,
    initiative,
    mail,
    missed,
    obstacle,
    people,
    public,
    recognition,
    site,
    sources,
    synonym,
    theme,
)

__all__ = [
    "access",
    "case",
    "claim",
    "duplicate",
    "editorial",
    "initiative",
    "mail",
    "missed",
    "obstacle",
    "people",
    "public",
    "recognition",
    "site",
    "sources",
    "synonym",
    "theme",
]
