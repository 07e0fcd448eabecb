"""What differs between two versions, in the words of the form."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.fields import ClaimData, Snapshot, definition
from cases.models import Case
from cases.revisions.differences import Difference, changed, differences, label_of, marked
from cases.revisions.snapshot import snapshot
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CaseLinkFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def taken(case: Case) -> Snapshot:
    return snapshot(Case.objects.for_snapshot().get(pk=case.pk))


def only(found: list[Difference]) -> Difference:
    """Return the one difference there is."""
    (one,) = found
    return one


def said(difference: Difference) -> list[tuple[str, str, dict[str, str]]]:
    """Return the rows of a difference as an editor reads them."""
    return [(row.what, row.title, {one.label: str(one.text.both) for one in row.fields}) for row in difference.rows]


def test_every_field_of_a_case_has_a_label() -> None:
    assert all(label_of(name) for name in definition(Snapshot))


def test_two_equal_versions_do_not_differ() -> None:
    data = taken(CaseFactory(with_source=True))
    assert changed(data, data) == []
    assert differences(data, data) == []


def test_the_words_that_changed_are_marked_in_a_long_text() -> None:
    text = marked("Buren koken elke week samen.", "Buren koken elke maand samen.")

    assert text.both == "Buren koken elke <del>week </del><ins>maand </ins>samen."
    assert text.before == "Buren koken elke <del>week </del>samen."
    assert text.after == "Buren koken elke <ins>maand </ins>samen."


def test_markup_in_a_text_stays_text() -> None:
    text = marked("<b>oud</b> & <script>x</script>", "<b>nieuw</b> & <script>x</script>")

    assert (
        text.both
        == "<del>&lt;b&gt;oud&lt;/b&gt; </del><ins>&lt;b&gt;nieuw&lt;/b&gt; </ins>&amp; &lt;script&gt;x&lt;/script&gt;"
    )


def test_fields_have_the_labels_of_the_form_and_its_order() -> None:
    case = CaseFactory()
    before = taken(case)
    case.lessons, case.summary, case.featured = "Geduld.", "Anders.", True
    case.contact = OrganisationFactory(name="Figulus Welzijn")
    case.save()

    found = differences(before, taken(case))

    assert [one.label for one in found] == ["Samenvatting", "Leerpunten", "Uitgelicht", "Navragen bij"]
    assert [str(one.text.both) for one in found if one.text][1:] == [
        "<ins>Geduld.</ins>",
        "<del>nee</del><ins>ja</ins>",
        "<ins>Figulus Welzijn</ins>",
    ]


def test_choices_and_dates_are_in_words() -> None:
    before = Snapshot(slug="a", kind="praktijk", title="a")
    after = replace(before, lifecycle="geborgd", lifecycle_checked_on="2017-10-01")

    found = {one.label: str(one.text.after) for one in differences(before, after) if one.text}

    assert found == {
        "Loopt het nog?": "<ins>geborgd in het gewone werk</ins>",
        "Nagegaan op": "<ins>1 oktober 2017</ins>",
    }


def test_a_theme_that_came_or_went_is_called_by_its_name() -> None:
    case = CaseFactory(themes=[ThemeFactory(name="Preventie")])
    before = taken(case)
    case.themes.set([ThemeFactory(name="Schulden")])

    assert said(only(differences(before, taken(case)))) == [
        ("Toegevoegd", "Schulden", {}),
        ("Verwijderd", "Preventie", {}),
    ]


def test_what_no_longer_exists_is_called_by_its_key() -> None:
    before = taken(CaseFactory(themes=[ThemeFactory()]))

    found = only(differences(replace(before, themes=("weg",)), replace(before, themes=())))

    assert said(found) == [("Verwijderd", "weg (bestaat niet meer)", {})]


def test_a_claim_is_known_again_by_its_key() -> None:
    case = CaseFactory()
    claim = ClaimFactory(case=case, figure=True, text="Honderd bewoners doen mee.", value="100")
    before = taken(case)
    claim.value, claim.text = "120.5", "Ruim honderd bewoners doen mee."
    claim.save()

    assert said(only(differences(before, taken(case)))) == [
        (
            "Gewijzigd",
            "Ruim honderd bewoners doen mee.",
            {
                "uitspraak": "<del>Honderd </del><ins>Ruim honderd </ins>bewoners doen mee.",
                "waarde": "<del>100</del><ins>120,5</ins>",
            },
        )
    ]


def test_a_claim_that_came_is_told_with_all_that_is_filled_in() -> None:
    case = CaseFactory()
    before = taken(case)
    ClaimFactory(case=case, text="Erbij.", article=ArticleFactory(title="Het artikel", slug="het-artikel"))

    assert said(only(differences(before, taken(case)))) == [
        (
            "Toegevoegd",
            "Erbij.",
            {"soort": "resultaat", "soort bewijs": "eigen verklaring", "artikel": "Het artikel · het-artikel"},
        )
    ]


def test_another_order_of_claims_is_a_difference() -> None:
    case = CaseFactory()
    first, second = ClaimFactory(case=case, position=1), ClaimFactory(case=case, position=2)
    before = taken(case)
    first.position = 3
    first.save()

    assert said(only(differences(before, taken(case)))) == [("Gewijzigd", "De volgorde", {})]
    second.delete()
    assert [row[0] for row in said(only(differences(before, taken(case))))] == ["Verwijderd"]


def test_rows_of_the_short_lists_come_go_and_change() -> None:
    organisation = OrganisationFactory(name="Figulus")
    aalten, winterswijk = MunicipalityFactory(name="Aalten"), MunicipalityFactory(name="Winterswijk")
    article = ArticleFactory(title="Artikel", slug="artikel")
    case = CaseFactory(municipalities=[aalten])
    citation = CitationFactory(case=case, article=article, passage="1e alinea")
    link = CaseLinkFactory(case=case, url="https://a.example/", label="Lees verder")
    before = taken(case)
    case.case_municipalities.update(municipality=winterswijk)
    ParticipationFactory(case=case, organisation=organisation, role="partner")
    citation.passage, link.label = "2e alinea", "Website"
    citation.save()
    link.save()

    found = {one.name: said(one) for one in differences(before, taken(case))}

    assert found == {
        "municipalities": [
            ("Toegevoegd", str(winterswijk), {"rol": "eigen"}),
            ("Verwijderd", str(aalten), {"rol": "eigen"}),
        ],
        "participations": [("Toegevoegd", "Figulus", {"rol": "partner"})],
        "citations": [
            ("Gewijzigd", "Artikel · artikel", {"passage": "<del>1e </del><ins>2e </ins>alinea"}),
        ],
        "links": [
            ("Gewijzigd", "https://a.example/", {"tekst": "<del>Lees verder</del><ins>Website</ins>"}),
        ],
    }


def test_a_tie_between_claims_is_told_in_their_words() -> None:
    case = CaseFactory()
    a, b = ClaimFactory(case=case, text="Er zijn tien."), ClaimFactory(text="Er zijn elf.")
    before = taken(case)
    ClaimLinkFactory(a=a, b=b)

    found = only(differences(before, taken(case)))

    assert said(found) == [("Toegevoegd", "‘Er zijn tien.’ en ‘Er zijn elf.’", {"verband": "spreekt tegen"})]


def test_a_passage_that_was_added_to_a_tie_is_told() -> None:
    tie = ClaimLinkFactory(answer=True, b=ClaimFactory(kind="inzet"), passage="")
    before = taken(tie.a.case)
    tie.passage = "2e alinea"
    tie.save()

    ((what, _, texts),) = said(only(differences(before, taken(tie.a.case))))

    assert (what, texts) == ("Gewijzigd", {"passage": "<ins>2e alinea</ins>"})


def test_many_references_cost_no_more_questions_than_a_few() -> None:
    def queries(number: int) -> int:
        case = CaseFactory(themes=[ThemeFactory() for _ in range(number)])
        for _ in range(number):
            ClaimFactory(case=case, article=ArticleFactory(), municipality=MunicipalityFactory())
            ParticipationFactory(case=case)
        data = taken(case)
        with CaptureQueriesContext(connection) as captured:
            differences(replace(data, themes=(), claims=(), participations=()), data)
        return len(captured)

    assert queries(2) == queries(9)


def test_a_claim_has_every_field_in_words() -> None:
    ElementFactory(slug="plan", name="Eén plan")
    figure = {"value": "10", "unit": "mensen", "year": 2016}
    claim = ClaimData(key="a", kind="bereik", text="Tien.", elements=("gone", "plan"), **figure)
    before = Snapshot(slug="a", title="a", kind="praktijk")

    found = said(only(differences(before, replace(before, claims=(claim,)))))

    assert found[0][2] == {
        "soort": "bereik",
        "werkzame elementen": "gone (bestaat niet meer), Eén plan",
        "waarde": "10",
        "eenheid": "mensen",
        "jaar": "2016",
        "soort bewijs": "eigen verklaring",
    }
