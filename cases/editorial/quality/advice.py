"""What could be better about one case, at the field where an editor can do it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper

from cases.editorial.quality.conditions import CRITERIA, LINK_FAILS
from cases.editorial.quality.figures import figure_remarks
from cases.editorial.quality.texts import carries_name, long_sentences, unexplained_abbreviations, words_in
from cases.fields import SECTIONS
from cases.models import Case, Claim, Initiative, LinkCheck, Synonym
from gouden.web.text.dutch_text import day, enumeration, shortened

TEXTS = ("summary", *SECTIONS)
# As many characters of a sentence say which one it is.
START = 60


class Remark(NamedTuple):
    """What could be better: at which field or inline of the form, and what, in Dutch."""

    field: str
    message: str


def advice(case: Case) -> list[Remark]:
    """Return what the saved working rows of `case` lack and how its texts could read better. A fixed number of queries.

    What stands in the way of publishing is not repeated here: `rules.problems` says that.
    """
    claims = list(case.claims.all())
    places = case.municipalities.values_list("name", flat=True)
    figures = (Remark("claims", text) for text in figure_remarks(claims, places))
    initiatives = list(case.initiatives.all())
    return [
        *_missing(case),
        *_unnamed(case, initiatives),
        *_unfounded(claims),
        *figures,
        *_broken_links(case),
        *_hard_to_read(case, claims, initiatives),
    ]


def _missing(case: Case) -> Iterator[Remark]:
    """Say of each criterion that `case` does not meet what is missing."""
    asked = {
        f"criterion_{number}": ExpressionWrapper(criterion.missing, BooleanField())
        for number, criterion in enumerate(CRITERIA)
    }
    answers = Case.objects.filter(pk=case.pk).values_list(*asked.values()).get()
    for criterion, missing in zip(CRITERIA, answers, strict=True):
        if missing:
            yield Remark(criterion.field, criterion.message)


def _unnamed(case: Case, initiatives: list[Initiative]) -> Iterator[Remark]:
    """Say when a practice bears in title nor summary the name that people know it by; a portrait tells of several."""
    if case.kind != Case.Kind.PRACTICE or not initiatives:
        return
    names = [name for initiative in initiatives for name in (initiative.name, *initiative.aliases)]
    if not carries_name(f"{case.title} {case.summary}", names):
        known_by = enumeration([row.name for row in initiatives], "of")
        yield Remark("title", f"Titel en samenvatting noemen {known_by} niet: mensen kennen dit onder die naam.")


def _unfounded(claims: list[Claim]) -> Iterator[Remark]:
    """Name the results in words that go back to no article; for figures that is a rule."""
    for claim in claims:
        if claim.kind == Claim.Kind.RESULT and claim.value is None and not claim.article_id:
            yield Remark(
                "claims", f"Het resultaat ‘{shortened(claim.text, START)}’ gaat nog niet terug op een artikel."
            )


def _broken_links(case: Case) -> Iterator[Remark]:
    """Name the links that the hourly visit found broken."""
    urls = [link.url for link in case.links.all()]
    for check in LinkCheck.objects.filter(LINK_FAILS, url__in=urls).order_by("pk") if urls else ():
        yield Remark("links", f"{check.url} werkt niet sinds {day(check.failing_since)}: {check.result}.")


def _hard_to_read(case: Case, claims: list[Claim], initiatives: list[Initiative]) -> Iterator[Remark]:
    """Name long sentences, and abbreviations that neither the thesaurus, a name nor the text itself explains."""
    texts = [(name, str(getattr(case, name))) for name in TEXTS] + [("claims", claim.text) for claim in claims]
    for field, text in texts:
        for sentence in long_sentences(text):
            words = len(sentence.split())
            yield Remark(
                field, f"De zin ‘{shortened(sentence, START)}’ heeft {words} woorden. Knip hem, dan leest hij vlotter."
            )
    fields: dict[str, str] = {}
    for field, text in reversed(texts):
        fields |= dict.fromkeys(words_in(text), field)
    whole = "\n\n".join(text for _, text in texts)
    for word in unexplained_abbreviations(whole, _known_words(case, initiatives)):
        text = f"De afkorting {word} wordt niet uitgelegd. Schrijf haar één keer voluit, of zet haar bij de synoniemen."
        yield Remark(fields[word.lower()], text)


def _known_words(case: Case, initiatives: list[Initiative]) -> set[str]:
    """Return the words of the thesaurus and of the names a reader of `case` meets beside its text."""
    names = [term for terms in Synonym.objects.values_list("terms", flat=True) for term in terms]
    names += [initiative.name for initiative in initiatives]
    names += [str(party.organisation) for party in case.participations.select_related("organisation")]
    names += [case.title, str(case.contact or "")]
    return words_in(" ".join(names))
