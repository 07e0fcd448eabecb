"""Cells in which several rows stand, each with more than a key: who takes part, sources and links."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model

from cases.admin.transfer.cells import ChoiceCell, DayCell, KeyCell, TextCell, each, once, within_length
from cases.admin.transfer.data import Value, several
from cases.fields import CitationData, LinkData, ParticipationData, SilentSectionData
from cases.models import CaseLink, Participation, SilentSection
from cases.outputs.exports.columns import SEPARATOR
from cases.revisions.references import References
from municipalities.models import Municipality, Organisation, Region

PARTY = re.compile(r"(\w+)\s*:\s*(\S+)\s*\(([^)]*)\)")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


class PartiesCell(TextCell):
    """Who takes part, and in which role."""

    kinds: dict[str, tuple[str, KeyCell]] = {
        "organisatie": ("organisation", KeyCell(Organisation)),
        "gemeente": ("municipality", KeyCell(Municipality)),
        "regio": ("region", KeyCell(Region)),
    }
    role = ChoiceCell(Participation.Role.choices)
    form = "organisatie: tactus (partner)"
    meaning = (
        f"Zoals ‘{form}’ of ‘gemeente: 0197 (opdrachtgever)’, bij meer met | ertussen. "
        f"Vóór de dubbele punt organisatie, gemeente of regio; tussen haakjes de rol, {role.meaning.lower()}"
    )

    def read(self, text: str, references: References) -> tuple[ParticipationData, ...]:
        return once(each(self._parts(text), lambda part: self._party(part, references)))

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        for found in map(PARTY.fullmatch, self._parts(text)):
            if found and found[1].lower() in self.kinds:
                yield from self.kinds[found[1].lower()][1].named(found[2])

    def _parts(self, text: str) -> list[str]:
        return [part.strip() for part in re.split(r"[|\n]", text) if part.strip()]

    def _party(self, part: str, references: References) -> ParticipationData:
        found = PARTY.fullmatch(part)
        if not found or found[1].lower() not in self.kinds:
            raise ValueError(f"‘{part}’ is niet te lezen. Schrijf het als ‘{self.form}’.")
        name, cell = self.kinds[found[1].lower()]
        role = self.role.read(found[3], references)
        if not role:
            raise ValueError(f"Bij ‘{part}’ ontbreekt de rol.")
        return ParticipationData(role=role, **{name: cell.known(found[2], references)})

    def write(self, value: Value) -> str:
        return SEPARATOR.join(
            f"{kind}: {key} ({row.role})"
            for row in several(ParticipationData, value)
            for kind, (name, _) in self.kinds.items()
            if (key := getattr(row, name))
        )


class SourcesCell(TextCell):
    """The articles a case goes back to, each with the passage."""

    meaning = "Eén artikel per regel: het kenmerk, een dubbele punt en de passage, zoals ‘open-houding: alinea 3’."

    def __init__(self, article: KeyCell) -> None:
        self.article = article

    def read(self, text: str, references: References) -> tuple[CitationData, ...]:
        return once(each(_lines(text), lambda line: self._source(line, references)))

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        for line in _lines(text):
            yield from self.article.named(line.partition(":")[0])

    def _source(self, line: str, references: References) -> CitationData:
        article, _, passage = line.partition(":")
        return CitationData(
            article=self.article.known(article, references),
            passage=within_length(" ".join(passage.split()), 250, "De passage"),
        )

    def write(self, value: Value) -> str:
        return "\n".join(f"{row.article}: {row.passage}".rstrip(": ") for row in several(CitationData, value))


class SilencesCell(TextCell):
    """The sections about which the sources say nothing, each with the passages that were read."""

    section = ChoiceCell(SilentSection.Section.choices)
    meaning = "Eén onderdeel per regel, een dubbele punt en wat ervoor is gelezen, zoals ‘leerpunten: alinea 1 tot 4’."

    def read(self, text: str, references: References) -> tuple[SilentSectionData, ...]:
        found = each(_lines(text), lambda line: self._silence(line, references))
        once([row.section for row in found])
        return tuple(found)

    def _silence(self, line: str, references: References) -> SilentSectionData:
        name, _, read = line.partition(":")
        section, passages = self.section.read(name.strip(), references), " ".join(read.split())
        if not (section and passages):
            raise ValueError(f"‘{line}’ is niet te lezen: geef het onderdeel, een dubbele punt en wat is gelezen.")
        return SilentSectionData(section=section, passages=within_length(passages, 250, "De passage"))

    def write(self, value: Value) -> str:
        return "\n".join(f"{row.section}: {row.passages}" for row in several(SilentSectionData, value))


class LinksCell(TextCell):
    """Web pages to read on: address, text and, for a case, the day someone saw that it works."""

    def __init__(self, *, dated: bool) -> None:
        self.dated = dated
        form = "https://voorbeeld.nl | De website" + (" | 2017-10-01" if dated else "")
        last = " en de dag waarop de link is nagegaan" if dated else ""
        self.meaning = f"Eén per regel, zoals ‘{form}’: het webadres, de tekst voor de lezer{last}."

    def read(self, text: str, references: References) -> tuple[LinkData, ...]:
        found = each(_lines(text), lambda line: self._link(line, references))
        once([link.url for link in found])
        return tuple(found)

    def _link(self, line: str, references: References) -> LinkData:
        url, *rest = [part.strip() for part in line.split("|")]
        try:
            URLValidator()(url)
        except ValidationError as error:
            raise ValueError(f"‘{url}’ is geen webadres, zoals https://voorbeeld.nl.") from error
        day = self._checked(rest.pop(), references) if self.dated and len(rest) > 1 else None
        label = within_length(SEPARATOR.join(rest), 150, "De tekst bij een link")
        return LinkData(url=within_length(url, 500, "Het webadres"), label=label, last_checked=day)

    def _checked(self, text: str, references: References) -> str | None:
        """Return the day on which a link was checked, by the rules of the form."""
        day = DayCell().read(text, references)
        try:
            CaseLink._meta.get_field("last_checked").clean(day, None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return day

    def write(self, value: Value) -> str:
        return "\n".join(self._line(link) for link in several(LinkData, value))

    def _line(self, link: LinkData) -> str:
        # A text with a bar in it must not be taken for a text and a day.
        if link.last_checked or (self.dated and "|" in link.label):
            return f"{link.url} | {link.label} | {link.last_checked or ''}".rstrip()
        return SEPARATOR.join(part for part in (link.url, link.label) if part)
