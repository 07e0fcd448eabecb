"""Figures that measure nothing, and national ones with local words: said to the editor at the claims."""

from decimal import Decimal

import pytest

from cases import publishing
from cases.editorial.quality import advice
from cases.editorial.quality.figures import figure_remarks
from cases.models import Claim
from cases.publishing.rules import NotPublishable, problems
from tests.factories import CaseFactory, ClaimFactory, MunicipalityFactory

ESTIMATE, STATISTICS = Claim.Evidence.ESTIMATE, Claim.Evidence.STATISTICS


def remark(text: str, kind: str, value: str | None = None, unit: str = "", evidence: str = "", **more: object) -> str:
    """Return what is said of a claim of a case in Lelystad; empty for nothing."""
    figure = Decimal(value) if value else None
    given = evidence or Claim.Evidence.OWN_STATEMENT
    claim = Claim(text=text, kind=kind, value=figure, unit=unit, evidence=given, **more)
    return " ".join(figure_remarks([claim], ["Lelystad"]))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (("Het wordt een tweede steunpunt.", "inzet", "2", "steunpunten"), "noemt de tweede, en dat is geen aantal"),
        (("Een vrouw van 80 jaar schreef een stuk.", "resultaat", "80", "jaar"), "een leeftijd of een duur"),
        (("De fiets kwam vroeger na de 60.", "context", "60", "jaar"), "een leeftijd of een duur"),
        (("Er kwamen drie decentralisaties.", "context", "3", "decentralisaties"), "meet niets van dit voorbeeld"),
        (("In Lelystad wonen 10.000 mantelzorgers.", "context", "10000", "x", STATISTICS), "gaat over Lelystad"),
        (("In Lelystad is het meer dan elders.", "context", None, "", STATISTICS), "gaat over Lelystad"),
    ],
)
def test_a_figure_that_measures_nothing_is_named(claim: tuple[str, str, str | None, str], said: str) -> None:
    assert said in remark(*claim)


@pytest.mark.parametrize(
    "claim",
    [
        ("Er kwamen twee steunpunten, het tweede in mei.", "inzet", "2", "steunpunten"),
        ("Het steunpunt kreeg er 2 bij, een tweede en een derde.", "inzet", "2", "steunpunten"),
        ("Van de inwoners is 8% laaggeletterd.", "context", "8", "%"),
        ("Het tekort was 900 euro.", "context", "900", "euro"),
        ("Drie op de tien redden zich niet.", "context", "3", "op de tien", ESTIMATE),
        ("Het CBS telt zestien gemeenten.", "context", "16", "gemeenten", STATISTICS),
        ("Nederland groeide.", "context", None, "", STATISTICS),
        ("Ruim honderd bewoners deden mee.", "bereik", "100", "bewoners"),
    ],
)
def test_a_figure_that_measures_something_is_left_alone(claim: tuple[str, str, str | None, str]) -> None:
    assert remark(*claim) == ""


def test_a_wait_that_became_shorter_is_a_result() -> None:
    assert remark("De wachttijd ging van 3 naar 1 jaar.", "resultaat", "1", "jaar", value_before=Decimal(3)) == ""


@pytest.mark.django_db
def test_the_form_says_it_at_the_claims_and_it_blocks_nothing() -> None:
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, figure=True, kind="context", text="Er zijn 3 wetten.", value=3, evidence="telling")

    assert "Het cijfer in ‘Er zijn 3 wetten.’ meet niets van dit voorbeeld. Laat de waarde leeg." in [
        remark.message for remark in advice(case) if remark.field == "claims"
    ]
    assert problems(case) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["resultaat", "bereik", "kosten"])
def test_a_national_figure_is_not_published_as_a_measure_of_one_place(kind: str) -> None:
    case = CaseFactory(with_source=True, municipalities=[MunicipalityFactory()])
    claim = ClaimFactory(case=case, text="Het werd minder.", kind=kind, evidence=STATISTICS)

    with pytest.raises(NotPublishable, match="Landelijke statistiek meet niets van dit voorbeeld"):
        publishing.publish(case=case, by=None)

    claim.kind = "context"
    claim.save()
    publishing.publish(case=case, by=None)


@pytest.mark.django_db
def test_a_national_figure_is_not_published_as_one_about_a_municipality() -> None:
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, text="Het groeit.", kind="context", evidence=STATISTICS, municipality=MunicipalityFactory())

    (problem,) = problems(case)

    assert problem.field == "claims"
    assert problem.message == (
        "Landelijke statistiek gaat niet over één gemeente. Kies bij ‘Het groeit.’ een ander soort bewijs, of de soort "
        "context zonder gemeente."
    )


@pytest.mark.django_db
def test_of_a_case_without_a_place_a_national_figure_may_be_the_result() -> None:
    case = CaseFactory(with_source=True, municipalities=[], without_place="Het speelt overal.")
    ClaimFactory(case=case, kind="resultaat", evidence=STATISTICS)

    assert problems(case) == []
