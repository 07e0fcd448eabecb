"""The numbered sources of a note."""

from collections.abc import Iterable

from cases.desk.note.structure import Source
from cases.projection.records import CaseRecord, ClaimRecord, ClaimSourceRecord, SourceRecord
from cases.reading.wording import year


class Sources:
    """The articles that a note goes back to, numbered as they come up, with the passages that it uses."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Source, list[str]]] = {}

    def cite(self, record: CaseRecord, claim: ClaimRecord) -> list[int]:
        """Return the number of the article in which a claim stands, in a list; an empty one where that is not known."""
        said = claim["bron"]
        if said is None:
            return []
        whole = next((one for one in record["bronnen"] if one["artikel"] == said["artikel"]), None)
        source, passages = self._take(said["artikel"], said, whole)
        if said["passage"] and said["passage"] not in passages:
            passages.append(said["passage"])
        return [source["number"]]

    def take(self, sources: Iterable[SourceRecord]) -> None:
        """Number these too; those that no claim was cited from have the passages that the case itself names."""
        for whole in sources:
            new = whole["artikel"] not in self._found
            _, passages = self._take(whole["artikel"], whole, whole)
            if new:
                passages += whole["passages"]

    def numbered(self) -> list[Source]:
        """Return the sources by number."""
        return [{**source, "passages": "; ".join(passages)} for source, passages in self._found.values()]

    def _take(
        self, article: str, said: SourceRecord | ClaimSourceRecord, whole: SourceRecord | None
    ) -> tuple[Source, list[str]]:
        if article not in self._found:
            self._found[article] = (_source(len(self._found) + 1, said, whole), [])
        return self._found[article]


def _source(number: int, said: SourceRecord | ClaimSourceRecord, whole: SourceRecord | None) -> Source:
    """Return an article as a numbered source; `whole` is None where the case does not name it among its own."""
    publication = said["publicatie"]
    parts = [publication["titel"], *publication["uitgevers"], year(publication)]
    parts += [f"blz. {whole['bladzijden']}"] if whole and whole["bladzijden"] else []
    reprint = " Herdruk: telt niet als tweede bron." if whole and whole["herdrukVan"] else ""
    return {
        "number": number,
        "authors": ", ".join(whole["auteurs"]) if whole else "",
        "title": said["titel"],
        "url": (whole["url"] if whole else "") or publication["url"],
        "publication": f"{', '.join(parts)}.{reprint}",
        "passages": "",
    }
