"""Why a case was found: the words marked, and the name it was found by."""

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cases.models import SearchEntry
from cases.search.document import SearchLabel
from cases.search.language.analyser import TIED, name_terms, terms, words
from cases.search.language.words import STOP
from cases.search.query import Concept, Query

# As many signs of a longer text are shown.
SNIPPET_LENGTH = 240


def snippet(text: str, query: Query, *, length: int = SNIPPET_LENGTH) -> SafeString:
    """Return the part of `text` that says most of what was asked, escaped, with the words asked for in <mark>."""
    wanted = set(query.terms)
    spans = [match.span() for match in TIED.finditer(text) if _is_wanted(match.group(), wanted)]
    start, end = _window(text, spans, length)
    shown = [(max(a, start), min(b, end)) for a, b in spans if start <= a and b <= end]
    parts, at = ["… " if start else ""], start
    for a, b in shown:
        parts += [escape(text[at:a]), format_html("<mark>{}</mark>", text[a:b])]
        at = b
    parts += [escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308  # every part is escaped above


def _is_wanted(tied: str, wanted: set[str]) -> bool:
    return any(word.term in wanted and word.folded not in STOP for word in words(tied))


def _window(text: str, spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return where the piece of `length` signs that holds most of `spans` starts and ends, at the borders of words."""
    if len(text) <= length:
        return 0, len(text)
    best = max((a for a, _ in spans), default=0, key=lambda a: (sum(a <= s and e <= a + length for s, e in spans), -a))
    start = max(0, min(best - length // 4, len(text) - length))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + length
    if end >= len(text):
        return start, len(text)
    last = text.rfind(" ", start, end + 1)
    return start, last if last > start else end


def found_by(pks: Iterable[int], query: Query) -> dict[int, str]:
    """Return for each public case whose title does not show why it was found the name that does: 'organisatie Figulus'.

    One query for all of them. A case that is found by its own text gets no line.
    """
    if not query.concepts:
        return {}
    rows = SearchEntry.objects.filter(pk__in=list(pks)).values_list("pk", "published_case__title", "summary", "labels")
    found = {
        pk: _reason(f" {' '.join(terms(title))} {summary} ", [SearchLabel(*label) for label in labels], query)
        for pk, title, summary, labels in rows
    }
    return {pk: reason for pk, reason in found.items() if reason}


def _reason(seen: str, labels: list[SearchLabel], query: Query) -> str:
    """Return the names by which a case holds what its title and summary, `seen`, do not say."""
    hidden = [concept for concept in query.concepts if not _says(concept, seen)]
    named = [label for concept in hidden if (label := _named(concept, labels))]
    return ", ".join(dict.fromkeys(f"{label.kind} {label.name}" for label in named))


def _named(concept: Concept, labels: list[SearchLabel]) -> SearchLabel | None:
    for label in labels:
        if any(_says(concept, f" {' '.join(name_terms(name))} ") for name in label.names):
            return label
    return None


def _says(concept: Concept, column: str) -> bool:
    return any(f" {' '.join(way.terms)} " in column for way in concept.ways if way.together)
