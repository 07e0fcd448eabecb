"""/wijzigingen for what cases refer to: asked for by `betreft`, in the same order and with the same cursor."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cases import publishing
from cases.models import Case, Claim, PublicationEvent
from municipalities.models import Municipality
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    QuestionFactory,
    ThemeFactory,
    UserFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/wijzigingen"


def feed(client: Client, **query: Any) -> Any:
    response = client.get(API, query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def told(client: Client, **query: Any) -> list[tuple[str, str, str]]:
    return [(row["betreft"], row["soort"], row["slug"]) for row in feed(client, **query)["resultaten"]]


def test_who_asks_nothing_hears_of_cases_as_before(client: Client) -> None:
    publishing.publish_row(row=ThemeFactory(published_at=None), by=None)
    published = PublishedCaseFactory(case__slug="startgeld")
    publishing.publish_row(row=ThemeFactory(published_at=None), by=None)

    body = feed(client)

    assert [row["slug"] for row in body["resultaten"]] == ["startgeld"]
    assert (body["aantal"], body["laatste"]) == (1, 3)
    # Nothing is waited for: the cursor is past what was not asked.
    assert feed(client, sinds=body["cursor"])["resultaten"] == []
    assert body["resultaten"][0]["id"] == str(published.case.identifier)


def test_a_theme_is_told_of_from_its_publication_to_its_withdrawal(client: Client) -> None:
    theme = ThemeFactory(name="Zorg", slug="zorg", published_at=None)
    assert told(client, betreft="thema") == []
    publishing.publish_row(row=theme, by=None)
    theme.refresh_from_db()
    saving = publishing.Saving(theme, by=None)
    theme.description = "Over zorg."
    theme.save()
    saving.done(theme)
    publishing.withdraw_row(row=theme, by=None, reason="Dubbel.")

    rows = feed(client, betreft="thema")["resultaten"]

    assert [(row["soort"], row["slug"], row["reden"], row["huidigeSlug"]) for row in rows] == [
        ("gepubliceerd", "zorg", "", None),
        ("gewijzigd", "zorg", "", None),
        ("ingetrokken", "zorg", "Dubbel.", None),
    ]
    assert {row["id"] for row in rows} == {str(theme.identifier)}
    assert {row["url"] for row in rows} == {f"https://gouden.test/id/thema/{theme.identifier}"}

    publishing.publish_row(row=theme, by=None)
    assert [row["huidigeSlug"] for row in feed(client, betreft="thema")["resultaten"]] == ["zorg"] * 4


def test_a_draft_is_not_told_of(client: Client) -> None:
    theme = ThemeFactory(name="Zorg", slug="zorg")
    saving = publishing.Saving(theme, by=None)
    theme.description = "GEHEIM"
    theme.save()
    saving.done(theme, draft=True)
    assert feed(client, betreft="alles")["resultaten"] == []


def test_several_kinds_or_all_are_asked_for_at_once(client: Client) -> None:
    PublishedCaseFactory(case__slug="startgeld")
    for row in (ThemeFactory(slug="t", published_at=None), OrganisationFactory(slug="o", published_at=None)):
        publishing.publish_row(row=row, by=None)
    article = ArticleFactory(published_at=None, publication__slug="boek")
    publishing.publish_row(row=article, by=None)

    assert told(client, betreft=["thema", "organisatie"]) == [
        ("thema", "gepubliceerd", "t"),
        ("organisatie", "gepubliceerd", "o"),
    ]
    # An article is part of its publication.
    assert told(client, betreft="alles")[1:] == [
        ("thema", "gepubliceerd", "t"),
        ("organisatie", "gepubliceerd", "o"),
        ("publicatie", "gewijzigd", "boek"),
    ]
    assert client.get(API, {"betreft": "ufo"}).status_code == 400


def test_pages_of_one_kind_lead_to_each_other_and_end(client: Client) -> None:
    for number in range(3):
        publishing.publish_row(row=ThemeFactory(slug=f"t{number}", published_at=None), by=None)
        publishing.publish_row(row=OrganisationFactory(published_at=None), by=None)

    first = feed(client, betreft="thema", pageSize=2)
    second = feed(client, betreft="thema", pageSize=2, sinds=first["cursor"])

    assert [row["slug"] for page in (first, second) for row in page["resultaten"]] == ["t0", "t1", "t2"]
    assert (first["aantal"], second["aantal"]) == (3, 1)
    assert second["cursor"].partition(".")[0] == "6"


def test_figures_of_a_municipality_are_told_of(client: Client) -> None:
    PublishedCaseFactory()
    client.force_login(UserFactory(is_superuser=True))
    row = MunicipalityFactory(cbs_code="3999")
    publishing.tell_rows(PublicationEvent.Kind.CHANGED, [row])
    call_command("import_municipalities", verbosity=0)
    Municipality.objects.filter(cbs_code="0197").update(population=1)
    since = feed(client, betreft="gemeente", pageSize=1)["laatste"]

    call_command("import_municipalities", verbosity=0)

    [event] = feed(client, betreft="gemeente", sinds=since)["resultaten"]
    assert (event["soort"], event["id"], event["huidigeSlug"]) == ("gewijzigd", "GM0197", "aalten")
    address = event["url"].removeprefix("https://gouden.test")
    record = client.get(address, headers={"accept": "application/json"}, follow=True).content
    assert json.loads(record)["inwoners"] > 1


def test_an_address_of_a_theme_is_free_for_a_case(client: Client) -> None:
    publishing.publish_row(row=ThemeFactory(slug="schulden", published_at=None), by=None)
    published = PublishedCaseFactory(case__slug="schulden")
    assert client.get(published.get_absolute_url()).status_code == 200


def test_a_text_is_told_of_when_a_claim_that_it_cites_changes_goes_comes_back_or_moves(client: Client) -> None:
    cited, other = published_claim(text="Veertig deden mee."), published_claim()
    case = Case.objects.get(slug=cited.slug)
    uncited = ClaimFactory(case=case, text="Het kostte niets.")
    theme = ThemeFactory(slug="zorg", synthesis=f"Het kan. [{cited}]", published_at=None)
    question = QuestionFactory(slug="kan-het", answer=f"Ja. [{other}]\nEn meer. [{other}, {cited}]", published_at=None)
    elsewhere = QuestionFactory(slug="waar-niet", answer=f"Hier. [{other}]", published_at=None)
    for row in (theme, question, elsewhere):
        publishing.publish_row(row=row, by=None)
    since = feed(client)["cursor"]

    def told_since() -> list[tuple[str, str, str]]:
        nonlocal since
        rows = told(client, betreft="alles", sinds=since)
        since = feed(client, betreft="alles", sinds=since)["cursor"]
        return rows

    both = [("thema", "gewijzigd", "zorg"), ("vraag", "gewijzigd", "kan-het")]
    told_since()

    Claim.objects.filter(pk=uncited.pk).update(text="Het kostte weinig.")
    publishing.publish(case=case, by=None)
    assert told_since() == [("praktijkvoorbeeld", "gewijzigd", case.slug)]

    Claim.objects.filter(case=case, key=cited.key).update(text="Vierhonderd deden mee.")
    publishing.publish(case=case, by=None)
    assert told_since() == [("praktijkvoorbeeld", "gewijzigd", case.slug), *both]
    assert client.get("/api/v1/themas/zorg").json()["redactieLeest"]["zinnen"][0]["uitspraken"][0]["gewijzigdSindsdien"]

    publishing.withdraw(case=case, by=None, reason="Klopt niet.")
    assert told_since() == [("praktijkvoorbeeld", "ingetrokken", case.slug), *both]

    case.refresh_from_db()
    case.slug = "verhuisd"
    case.save()
    publishing.publish(case=case, by=None)
    assert told_since() == [("praktijkvoorbeeld", "gepubliceerd", "verhuisd"), *both]

    case.slug = "nog-eens"
    case.save()
    publishing.publish(case=case, by=None)
    assert told_since()[-2:] == both

    # Read again, the same words are those of today.
    publishing.publish_row(row=theme, by=None)
    assert told_since() == both[:1]
    publishing.publish_row(row=theme, by=None)
    assert told_since() == []
