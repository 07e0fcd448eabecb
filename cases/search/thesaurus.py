"""The terms that mean the same, as editors keep them."""

from collections.abc import Iterable

from cases.search.analyser import terms

Phrase = tuple[str, ...]


class Thesaurus:
    """Looks up what else a term or a phrase is called. Phrases are tuples of analysed terms."""

    def __init__(self, groups: Iterable[tuple[str, list[str]]]) -> None:
        """Take (kind, terms) of each synonym. A translation leads from its first term to the others, not back."""
        self._others: dict[Phrase, dict[Phrase, None]] = {}
        self.longest = 1
        for kind, names in groups:
            phrases = [phrase for name in names if (phrase := tuple(terms(name)))]
            askable = phrases[:1] if kind == "vertaling" else phrases
            for phrase in askable:
                others = self._others.setdefault(phrase, {})
                others.update((other, None) for other in phrases if other != phrase)
                self.longest = max(self.longest, len(phrase))

    def __contains__(self, phrase: Phrase) -> bool:
        return phrase in self._others

    def others(self, phrase: Phrase) -> list[Phrase]:
        """Return what else `phrase` is called, in the editors' order."""
        return list(self._others.get(phrase, ()))

    @property
    def words(self) -> set[str]:
        """Every term that stands in a phrase one can ask."""
        return {term for phrase in self._others for term in phrase}
