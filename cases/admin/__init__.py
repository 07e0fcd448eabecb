"""Where editors work: `case` for the one form that matters most, `review` for what comes in, `reference` for what
cases refer to, `history` for what is only looked at, `transfer` for files; begin with `case.admin`."""

from cases.admin import site
from cases.admin.case import admin, claim
from cases.admin.history import editorial, erasure, job, mail, public
from cases.admin.reference import (
    adoption,
    element,
    initiative,
    obstacle,
    people,
    question,
    recognition,
    search_word,
    sources,
    synonym,
    term,
    theme,
)
from cases.admin.review import board, duplicate, inquiry, link_check, mailbox, missed_search, submission
from cases.admin.transfer import past_imports

__all__ = [
    "admin",
    "adoption",
    "board",
    "claim",
    "duplicate",
    "editorial",
    "element",
    "erasure",
    "initiative",
    "inquiry",
    "job",
    "link_check",
    "mail",
    "mailbox",
    "missed_search",
    "obstacle",
    "past_imports",
    "people",
    "public",
    "question",
    "recognition",
    "search_word",
    "site",
    "sources",
    "submission",
    "synonym",
    "term",
    "theme",
]
