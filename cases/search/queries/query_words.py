"""The words of a query that are looked for, and those that only put the question."""

from dataclasses import dataclass

from cases.search.language.analyser import Word, words
from cases.search.language.lexicon import Lexicon
from cases.search.language.words import ASKING, FIGURES, FILLER, NEGATION, PARTICLES
from cases.search.queries.query import Query

# Before the name of a municipality these add nothing: gemeente Emmen is Emmen.
BEFORE_A_PLACE = frozenset(("gemeente", "stad"))


@dataclass
class Token:
    """A word of the query that is looked for."""

    word: Word
    # The term of the word that denies it.
    negation: str = ""

    @property
    def term(self) -> str:
        return self.word.term


def typed(said: list[Token]) -> str:
    """Return tokens as they were typed."""
    return " ".join(token.word.written for token in said)


def tokens_of(pieces: list[str], query: Query, known: Lexicon, *, alone: bool) -> list[Token]:
    """Return the words looked for in the parts of a query without a sign; `query` notes which only put the question.

    Where nothing else is asked, `alone`, these are looked for.
    """
    tokens: list[Token] = []
    spare: list[Token] = []
    stops: list[Token] = []
    negation = ""
    # In capitals throughout, nothing in it is a name because of them.
    in_capitals = query.text.isupper() and " " in query.text.strip()
    for piece in pieces:
        query.filler += [figure.group() for figure in FIGURES.finditer(piece)]
        said = list(words(FIGURES.sub(" ", piece.lower() if in_capitals else piece)))
        for at, word in enumerate([_with_particle(said, place, known) for place in range(len(said))]):
            if word.folded in BEFORE_A_PLACE and _is_place(said[at + 1 : at + 2], known):
                query.filler.append(word.written)
                continue
            if word.joined:
                _rejoin(tokens, word)
                if _is_lost(word, tokens, known):
                    tokens.append(Token(word))
                continue
            token = Token(word, negation)
            if word.folded in NEGATION:
                negation = word.term
            elif word.is_stop:
                query.filler.append(word.written)
                stops.append(token)
            elif word.folded in FILLER:
                query.filler.append(word.written)
                spare.append(token)
            else:
                tokens.append(token)
                negation = ""
    if tokens or not alone:
        return tokens
    return spare or [token for token in stops if token.term in known.cases]


def _is_place(said: list[Word], known: Lexicon) -> bool:
    """Whether this word is the name of a municipality; one that is a word as well (Best) only with a capital."""
    return any(known.is_place([word.folded], surely=not word.written[:1].isupper()) for word in said)


def _with_particle(said: list[Word], place: int, known: Lexicon) -> Word:
    """Return a verb with what stands apart from it, when that occurs: koop je jeugdhulp in is inkoop.

    It stands apart after who asks, or at the very end of the question.
    """
    verb, *others = said[place:]
    if verb.is_stop or verb.folded in FILLER or not others:
        return verb
    apart = [other for other in others if other.folded in PARTICLES]
    if others[0].folded not in ASKING:
        apart = [other for other in apart if other is others[-1]]
    whole = (Word(verb.written, particle.folded + verb.folded) for particle in apart)
    return next((word for word in whole if word.term in known.cases), verb)


def _rejoin(tokens: list[Token], whole: Word) -> None:
    """Put a word with a hyphen back together when a part of it was taken for a stop word: wij-team."""
    last = tokens[-1].word.folded if tokens else ""
    if (
        last
        and whole.folded.endswith(last)
        and (len(tokens) < 2 or not whole.folded.endswith(tokens[-2].word.folded + last))
    ):
        tokens[-1] = Token(whole, tokens[-1].negation)


def _is_lost(whole: Word, tokens: list[Token], known: Lexicon) -> bool:
    """Whether a word of the editors with a hyphen has no part that is looked for: niet-gebruik."""
    parts = any(token.word.folded in whole.folded for token in tokens[-2:])
    return not parts and known.search_words.get((whole.term,)) is not None
