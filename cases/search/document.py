"""What of a case is looked in."""

from collections.abc import Iterable

from cases.resolution import ResolvedCase
from cases.search.analyser import fold
from municipalities.models import Municipality, Organisation


def search_text(case: ResolvedCase, successors: Iterable[Municipality]) -> str:
    """Return the folded text of a case: its own words, and every name, alias and misspelling of what it refers to.

    `successors` are today's municipalities in place of those that ended, so that the new name finds the case.
    """
    parts = [case.data["title"], case.data["summary"], *case.sections.values(), case.data["place"]]
    parts += [claim.data["text"] for claim in case.claims]
    parts += [name for organisation in case.all_organisations for name in organisation_names(organisation)]
    for initiative in case.initiatives:
        parts += [initiative.name, *initiative.aliases, *initiative.misspellings]
    for speaker in case.speakers:
        parts += [speaker.person.name, *speaker.person.misspellings] if speaker.person else []
        parts.append(speaker.function)
    parts += [theme.name for theme in case.themes]
    parts += [municipality.name for municipality, _ in case.municipalities]
    parts += [municipality.name for municipality in successors]
    parts += [name for region in case.regions for name in (region.name, *region.also_known_as)]
    for citation in case.citations:
        parts += [citation.article.title, citation.article.publication.title, *citation.article.authors]
    return fold(" ".join(parts))


def organisation_names(organisation: Organisation) -> list[str]:
    """Return every name under which an organisation is looked for."""
    return [
        organisation.name,
        *organisation.also_known_as,
        *organisation.former_names,
        *organisation.misspellings,
    ]
