"""The verbs that change what readers see. Nothing else writes PublishedCase, PublicationEvent or CatalogueState.

Each verb is one transaction that first locks the CatalogueState row, so two of them never run at the same time, event
numbers have no gaps and every process agrees on the version.
"""

from cases.publishing.acting import act, why_not
from cases.publishing.bin import BIN_KEPT, erase_old
from cases.publishing.public import forget_cached, lock, refresh, refresh_all, refresh_cases, refresh_places, showing
from cases.publishing.rebuilding import begin_rebuilding, end_rebuilding, is_ours, is_outdated, rebuild_search
from cases.publishing.reference_rows import may_publish, publish_new
from cases.publishing.transitions import (
    TRANSITIONS,
    NotAllowed,
    Transition,
    allowed,
    destination,
    name_of,
    put_away,
    refusal,
    who_can,
)
from cases.publishing.upkeep import begin_day, differences, mend_next, search_differences
from cases.publishing.verbs import (
    archive,
    erase,
    publish,
    reopen,
    restore,
    send_back,
    submit,
    take_back,
    throw_away,
    withdraw,
)
from cases.revisions.recording import latest_number, record_revision

__all__ = [
    "BIN_KEPT",
    "TRANSITIONS",
    "NotAllowed",
    "Transition",
    "act",
    "allowed",
    "archive",
    "begin_day",
    "begin_rebuilding",
    "destination",
    "differences",
    "end_rebuilding",
    "erase",
    "erase_old",
    "forget_cached",
    "is_ours",
    "is_outdated",
    "latest_number",
    "lock",
    "may_publish",
    "mend_next",
    "name_of",
    "publish",
    "publish_new",
    "put_away",
    "rebuild_search",
    "record_revision",
    "refresh",
    "refresh_all",
    "refresh_cases",
    "refresh_places",
    "refusal",
    "reopen",
    "restore",
    "search_differences",
    "send_back",
    "showing",
    "submit",
    "take_back",
    "throw_away",
    "who_can",
    "why_not",
    "withdraw",
]
