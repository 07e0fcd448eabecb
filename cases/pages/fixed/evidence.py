"""What each mark of evidence means, each with an example from the catalogue."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView

from cases.models import NO_RESULT, RESULT_EVIDENCE, Claim, PublishedCase
from cases.models.querysets import NEWEST_KNOWLEDGE
from cases.projection.records import ClaimRecord
from cases.publishing.caching import KeptMixin
from cases.reading.wording import QUOTED
from gouden.web.pages.mixins import Crumb, PageMixin

# What is meant by each, in plain words.
MEANINGS = {
    Claim.Evidence.INDEPENDENT: "Iemand van buiten onderzocht wat het opleverde, zoals een universiteit, een "
    "rekenkamer of een onderzoeksbureau.",
    Claim.Evidence.STATISTICS: "Het staat in cijfers over heel Nederland, bijvoorbeeld van het CBS. Van één gemeente "
    "of regio kan zo'n cijfer niet laten zien wat het opleverde.",
    Claim.Evidence.CLIENTS: "Het is gevraagd aan wie meedeed of hulp kreeg, bijvoorbeeld met een enquête.",
    Claim.Evidence.COUNT: "Het is geteld: zoveel mensen, zoveel meldingen, zoveel minder dan eerst.",
    Claim.Evidence.ESTIMATE: "Het is geschat of uitgerekend, en niet geteld.",
    Claim.Evidence.OWN_STATEMENT: "Iemand vertelt het, meestal iemand die er zelf aan werkt. Waar dat op rust, zegt de "
    "bron niet.",
    Claim.Evidence.EXPECTATION: "Het is er nog niet: iemand verwacht dat dit eruit komt.",
    NO_RESULT: "Onder de uitspraken is geen resultaat. Dat betekent niet dat er niets is bereikt: het is niet bekend.",
}


class ClaimExample(NamedTuple):
    """A claim with the case it stands in."""

    claim: ClaimRecord
    title: str
    url: str


class Grade(NamedTuple):
    """A mark: what it means, the list of the cases that bear it and how many those are, and an example of it."""

    evidence: str
    meaning: str
    url: str
    number: int
    example: ClaimExample | None


class EvidenceView(KeptMixin, PageMixin, TemplateView):
    """Where every mark of evidence leads."""

    template_name = "pages/bewijs.html"
    title = "Bewijs voor het resultaat"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(grades=list(grades()), quoted=quoted(), **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Over Gouden", reverse("about")), Crumb(self.title)]


def grades() -> Iterator[Grade]:
    """Yield each mark, the firmest first."""
    cases = PublishedCase.objects.order_by().values_list("result_evidence")
    counts = dict(cases.annotate(count=Count("pk")))
    for evidence, _ in RESULT_EVIDENCE:
        count = counts.get(evidence, 0)
        url = f"{reverse('case-list')}?{urlencode({'bewijsResultaat': evidence})}"
        yield Grade(evidence, MEANINGS[evidence], url, count, _graded(evidence) if count else None)


def _graded(evidence: str) -> ClaimExample | None:
    """Return a result with this evidence."""
    claims = _first_claims(PublishedCase.objects.filter(result_evidence=evidence))
    results = (found for found in claims if found.claim["soort"] == Claim.Kind.RESULT)
    return next((found for found in results if found.claim["bewijs"] == evidence), None)


def quoted() -> ClaimExample | None:
    """Return a claim about something else than a result, with research that its source quotes."""
    cases = PublishedCase.objects.filter(evidence__in=QUOTED).exclude(result_evidence__in=QUOTED)
    return next((found for found in _first_claims(cases) if found.claim["bewijs"] in QUOTED), None)


def _first_claims(cases: QuerySet[PublishedCase]) -> Iterator[ClaimExample]:
    """Yield the claims of the case with the newest knowledge among these."""
    for case in cases.order_by(*NEWEST_KNOWLEDGE).only("slug", "title", "record")[:1]:
        for claim in case.record["uitspraken"]:
            yield ClaimExample(claim, case.title, f"{case.get_absolute_url()}#uitspraak-{claim['kenmerk']}")
