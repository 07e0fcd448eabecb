"""The verbs that change what readers see. Nothing else writes PublishedCase, PublicationEvent or CatalogueState.

Each verb is one transaction that first locks the CatalogueState row, so two of them never run at the same time, event
numbers have no gaps and every process agrees on the version.
"""

from cases.publishing.acting import act, why_not
from cases.publishing.public import forget_cached, lock, refresh, refresh_all, refresh_cases, refresh_places, showing
from cases.publishing.rebuilding import is_outdated, rebuild, rebuild_search
from cases.publishing.transitions import TRANSITIONS, NotAllowed, Transition, allowed, destination, name_of, refusal
from cases.publishing.upkeep import differences, follow_day, mend_next
from cases.publishing.verbs import archive, publish, reopen, restore, send_back, submit, withdraw
from cases.revisions.recording import latest_number, record_revision

__all__ = [
    "TRANSITIONS",
    "NotAllowed",
    "Transition",
    "act",
    "allowed",
    "archive",
    "destination",
    "differences",
    "follow_day",
    "forget_cached",
    "is_outdated",
    "latest_number",
    "lock",
    "mend_next",
    "name_of",
    "publish",
    "rebuild",
    "rebuild_search",
    "record_revision",
    "refresh",
    "refresh_all",
    "refresh_cases",
    "refresh_places",
    "refusal",
    "reopen",
    "restore",
    "send_back",
    "showing",
    "submit",
    "why_not",
    "withdraw",
]
