"""Which of the answered questions somebody asks who types words in the search field."""

from cases.models import Question
from cases.search.language.analyser import words
from cases.search.language.words import FILLER

# Fewer words than this say too little to know that somebody asks it.
LEAST = 2
SHOWN = 2


def questions_asked(typed: str) -> list[Question]:
    """Return the public questions that hold every word that was typed, those with the fewest others first.

    Words that only put the question count nowhere. One query, and none for fewer than two words.
    """
    asked = _terms(typed)
    if len(asked) < LEAST:
        return []
    rows = Question.objects.public().defer("answer", "cited")
    found = [(len(own - asked), row) for row in rows if asked <= (own := _terms(row.question))]
    return [row for _, row in sorted(found, key=lambda one: (one[0], one[1].position, one[1].pk))][:SHOWN]


def _terms(text: str) -> set[str]:
    return {word.term for word in words(text) if not (word.joined or word.is_stop or word.folded in FILLER)}
