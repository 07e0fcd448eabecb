"""What could be better about a case, said at the field where an editor can do it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.editorial.quality import advice
from cases.editorial.quality.conditions import CRITERIA
from cases.models import Case
from cases.publishing.rules import problems
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CaseLinkFactory,
    ClaimFactory,
    InitiativeFactory,
    LinkCheckFactory,
    OrganisationFactory,
    ParticipationFactory,
    SynonymFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SECTIONS = ("background", "approach", "results", "lessons", "transferability")


def complete(**given):
    """Return a case to which nothing needs to be added."""
    contact = OrganisationFactory(contact_mailbox="info@figulus.example", contact_checked_on="2026-01-01")
    filled = dict.fromkeys(SECTIONS, "Een korte tekst.") | {"contact": contact} | given
    case = CaseFactory(with_source=True, running=True, **filled)
    ClaimFactory(case=case, article=ArticleFactory(), passage="1e alinea")
    return case


def said(case, field):
    return [remark.message for remark in advice(Case.objects.get(pk=case.pk)) if remark.field == field]


def test_a_complete_case_gets_no_advice():
    case = complete()
    assert (problems(case), advice(case)) == ([], [])


def test_each_missing_criterion_is_named_at_its_field():
    case = CaseFactory()
    fields = [remark.field for remark in advice(case)]
    assert fields == [*SECTIONS, "lifecycle", "contact", "claims"]
    assert said(case, "background") == ["Aanleiding is nog leeg. Wat er aan de hand was."]


def test_every_criterion_can_be_missing():
    bare, unreachable = CaseFactory(), CaseFactory(contact=OrganisationFactory())
    found = {remark.message for case in (bare, unreachable) for remark in advice(case)}
    assert found == {criterion.message for criterion in CRITERIA}


def test_a_contact_without_an_address_is_no_way_to_ask():
    case = complete(contact=OrganisationFactory())
    assert said(case, "contact") == ["De organisatie om bij na te vragen heeft geen mailbox en geen contactpagina."]


def test_a_result_in_words_without_an_article_is_named_and_a_figure_is_left_to_the_rules():
    case = complete()
    ClaimFactory(case=case, text="Buren groeten elkaar.")
    ClaimFactory(case=case, text="Honderd buren.", kind="bereik", value=100, unit="buren")

    assert said(case, "claims") == ["Het resultaat ‘Buren groeten elkaar.’ gaat nog niet terug op een artikel."]
    assert [problem.field for problem in problems(case)] == ["claims"]


def test_a_link_that_does_not_work_is_named_with_the_day():
    case = complete()
    broken, fine = CaseLinkFactory(case=case), CaseLinkFactory(case=case)
    LinkCheckFactory(url=broken.url, failing=True, failing_since="2026-11-03", failed_on="2026-11-05")
    LinkCheckFactory(url=fine.url, failing=True, failing_since="2026-11-05", failed_on="2026-11-05")
    assert said(case, "links") == [f"{broken.url} werkt niet sinds 3 november 2026: de pagina bestaat niet (404)."]


def test_a_long_sentence_is_named_at_its_field_with_its_length():
    case = complete(approach=f"Kort. Daarna {'heel ' * 40}lang.")
    [message] = said(case, "approach")
    assert message.startswith("De zin ‘Daarna heel")
    assert "heeft 42 woorden" in message


def test_an_abbreviation_is_named_where_it_first_stands():
    case = complete(background="Wat was er?", approach="De POH belt.", lessons="De POH belt vaker.")
    assert said(case, "approach") == [
        "De afkorting POH wordt niet uitgelegd. Schrijf haar één keer voluit, of zet haar bij de synoniemen."
    ]
    assert said(case, "lessons") == []


def test_the_thesaurus_and_names_explain_abbreviations():
    SynonymFactory(terms=["POH", "praktijkondersteuner huisarts"], kind="afkorting")
    case = complete(approach="De POH belt, BUUV doet mee en MEE ook.")
    case.initiatives.add(InitiativeFactory(name="BUUV Haarlem"))
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="MEE Noord"))
    assert said(case, "approach") == []


def test_it_asks_as_many_questions_for_many_claims_as_for_one():
    few, many = complete(), complete()
    ClaimFactory.create_batch(12, case=many, text="De POH belt.")
    for case in (few, many):
        ParticipationFactory(case=case)
    with CaptureQueriesContext(connection) as one:
        advice(Case.objects.get(pk=few.pk))
    with CaptureQueriesContext(connection) as other:
        advice(Case.objects.get(pk=many.pk))
    # The case; the claims; the criteria; its places; the links; the thesaurus; the initiatives; the participations; the
    # contact.
    assert len(one) == len(other) == 9


# --- On the form -------------------------------------------------------------------------------------------------


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def form_of(client, case):
    return client.get(reverse("admin:cases_case_change", args=[case.pk]))


def test_the_form_shows_it_with_links_that_lead_somewhere(client):
    case = CaseFactory(summary="woord " * 61)
    page = form_of(client, case)
    body = page.content.decode()

    assert "Wat nog beter kan" in body
    assert [field.label for field in page.context["advice"]][:2] == ["Samenvatting", "Aanleiding"]
    for field in page.context["advice"]:
        assert f'id="{field.anchor}"' in body, field


def test_what_publishing_asks_for_is_called_needed_and_the_rest_is_not(client):
    case = complete(lessons="")
    case.themes.clear()
    found = {field.label: field for field in form_of(client, case).context["advice"]}

    assert found["Thema's"].needed == ["Kies minstens één thema, anders vindt niemand het."]
    assert found["Leerpunten"].needed == []
    assert found["Leerpunten"].better == ["Leerpunten is nog leeg. Wat moeilijk was, wat ze anders zouden doen."]


def test_a_complete_case_and_a_new_one_have_no_panel(client):
    assert "Wat nog beter kan" not in form_of(client, complete()).content.decode()
    assert "Wat nog beter kan" not in client.get(reverse("admin:cases_case_add")).content.decode()


def test_a_practice_that_does_not_bear_its_name_is_told_so():
    fund = InitiativeFactory(name="Naoberfonds", aliases=["Het fonds voor buren"])
    unnamed = complete(title="Startgeld voor bewoners", initiatives=[fund])
    assert said(unnamed, "title") == [
        "Titel en samenvatting noemen Naoberfonds niet: mensen kennen dit onder die naam."
    ]
    for given in (
        {"title": "Naoberfonds: startgeld"},
        {"summary": "Het fonds van buren, voor buren."},
        {"portrait": True},
    ):
        assert said(complete(initiatives=[fund], **given), "title") == []
