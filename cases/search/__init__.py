"""The only place that knows search: what is looked in, and how."""

from cases.search.analyser import fold
from cases.search.document import search_text
from cases.search.engine import matching

__all__ = ["fold", "matching", "search_text"]
