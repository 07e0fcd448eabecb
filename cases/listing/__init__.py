"""The list of cases: its filters and facets, and the index in memory that finds and counts what a choice gives.

Begin with `filters`, where each parameter is declared once, of a kind that `filter_kinds` defines; `faceted_index`
holds what each case has, `result_set` what a choice finds of it.
"""

from cases.listing.faceted_index import prepare
from cases.listing.result_set import Cards, RawCards, ResultSet

__all__ = ["Cards", "RawCards", "ResultSet", "prepare"]
