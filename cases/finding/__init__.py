"""Finding in memory: which cases hold what, kept by each process and brought up to date by the feed of events."""

from cases.finding.found import Cards, Found, RawCards, found
from cases.finding.index import prepare

__all__ = ["Cards", "Found", "RawCards", "found", "prepare"]
