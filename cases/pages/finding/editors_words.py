"""What a reader is told where a word of the editors led to what is found."""

from cases.search import Query
from cases.search.search_words import EditorsWord
from gouden.web.text.dutch_text import enumeration


def told_of_words(query: Query) -> list[str]:
    """Return a text for each word of the editors in a question: whether a case says it, and what is shown."""
    return [text for concept in query.by_word if (text := _told(concept.typed, concept.is_literal, concept.by_word))]


def _told(typed: str, is_literal: bool, word: EditorsWord | None) -> str:
    if word is None or not word.is_tied:
        return ""
    about = enumeration(f"‘{name}’" for name in word.names)
    parts = ["voorbeelden die de redactie erbij koos"] if word.cases else []
    parts += [f"wat gaat over {about}"] if about else []
    said = f"Bij ‘{typed}’ ook gezocht op" if is_literal else f"‘{typed}’ is niet letterlijk gevonden; gezocht op"
    near = " Die gaan over iets in de buurt, niet over dit zelf." if word.broader else ""
    return f"{said} {' en '.join(parts)}.{near}"
