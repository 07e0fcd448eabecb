"""/wijzigingen: what happened, in order, so that a partner can keep a copy in step."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import PublicationEvent
from tests.cases.admin.admin_forms import typed
from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/wijzigingen"


def feed(client: Client, **query: Any) -> Any:
    response = client.get(API, query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def told(client: Client, **query: Any) -> list[tuple[int, str, str]]:
    return [(row["nummer"], row["soort"], row["slug"]) for row in feed(client, **query)["resultaten"]]


def test_it_tells_what_happened_to_a_case(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld").case
    case.slug = "startgeld-aalten"
    case.save()
    publishing.publish(case=case, by=None)
    moments = [stamp(event.at) for event in PublicationEvent.objects.order_by("number")]

    def row(nummer: int, soort: str, slug: str, reden: str = "", huidig: str | None = "startgeld-aalten") -> Any:
        moment = moments[nummer - 1]
        url = f"https://gouden.test/id/praktijkvoorbeeld/{case.identifier}"
        known = {"betreft": "praktijkvoorbeeld", "id": str(case.identifier), "url": url}
        known |= {"slug": slug, "huidigeSlug": huidig}
        return {"nummer": nummer, "soort": soort, "op": moment, "reden": reden} | known

    assert feed(client) == {
        "aantal": 3,
        "laatste": 3,
        "cursor": cursor(3),
        "resultaten": [
            row(1, "gepubliceerd", "startgeld"),
            row(2, "gewijzigd", "startgeld-aalten"),
            row(3, "verplaatst", "startgeld"),
        ],
    }

    moments.append(stamp(publishing.withdraw(case=case, by=None, reason="Klopt niet meer.").at))

    assert feed(client, sinds=3) == {
        "aantal": 1,
        "laatste": 4,
        "cursor": cursor(4),
        "resultaten": [row(4, "ingetrokken", "startgeld-aalten", "Klopt niet meer.", huidig=None)],
    }


def test_it_tells_of_each_case_what_it_is_now(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stays, goes = PublishedCaseFactory(case__title="Blijft"), PublishedCaseFactory(case__title="Gaat")
    publishing.withdraw(case=goes.case, by=None, reason="Klopt niet.")

    assert [row["praktijkvoorbeeld"] for row in feed(client, velden="*")["resultaten"]] == [stays.record, None, None]
    assert [row["praktijkvoorbeeld"] for row in feed(client, velden="titel,slug")["resultaten"]] == [
        {"slug": "blijft", "titel": "Blijft"},
        None,
        None,
    ]
    assert "praktijkvoorbeeld" not in feed(client)["resultaten"][0]
    assert feed(client, velden="slug", pageSize=500)["aantal"] == 3
    assert client.get(API, {"pageSize": 501}).status_code == client.get(API, {"velden": "kleur"}).status_code == 400
    # The catalogue's version twice, where it is, the count, the events, the cases.
    with django_assert_num_queries(6):
        feed(client, velden="*")


def test_of_a_row_that_is_no_case_it_has_none(client: Client) -> None:
    publishing.publish_row(row=ThemeFactory(published_at=None), by=None)

    (row,) = feed(client, betreft="thema", velden="*")["resultaten"]
    assert (row["betreft"], row["praktijkvoorbeeld"]) == ("thema", None)


def cursor(number: int) -> str:
    """Return where to go on after the event with this number."""
    return f"{number}.{PublicationEvent.objects.get(number=number).token}"


def stamp(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def test_it_goes_on_after_a_number_page_by_page(client: Client) -> None:
    slugs = [PublishedCaseFactory().slug for _ in range(5)]

    assert told(client, sinds=2, pageSize=2) == [(3, "gepubliceerd", slugs[2]), (4, "gepubliceerd", slugs[3])]
    assert client.get(API, {"sinds": cursor(2), "pageSize": 2})["Link"] == (
        '<https://gouden.test/api/v1/wijzigingen?sinds=0&pageSize=2>; rel="first", '
        f'<https://gouden.test/api/v1/wijzigingen?sinds={cursor(4)}&pageSize=2>; rel="next"'
    )
    assert 'rel="next"' not in client.get(API, {"sinds": 4, "pageSize": 2})["Link"]
    assert feed(client, sinds=cursor(5)) == {"aantal": 0, "laatste": 5, "cursor": cursor(5), "resultaten": []}


def test_a_bare_number_of_before_goes_on_and_gets_a_cursor_with_a_token(client: Client) -> None:
    slugs = [PublishedCaseFactory().slug for _ in range(3)]

    assert told(client, sinds=1) == [(number, "gepubliceerd", slugs[number - 1]) for number in (2, 3)]
    assert feed(client, sinds=1)["cursor"] == feed(client, sinds=3)["cursor"] == cursor(3)


@pytest.mark.parametrize("since", ["99", "2.{token}", "1.0123456789abcdef", "0.0123456789abcdef", "99.{token}"])
def test_who_followed_another_history_is_told_how_to_begin_again(client: Client, since: str) -> None:
    PublishedCaseFactory.create_batch(3)
    last = PublicationEvent.objects.get(number=3)

    response = client.get(API, {"sinds": since.format(token=last.token)})

    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert json.loads(response.content) == {
        "type": "https://gouden.test/api/#opnieuw-beginnen",
        "status": 410,
        "title": "Begin opnieuw",
        "detail": "De catalogus is teruggezet uit een reservekopie, en wat u daarna kreeg is hier niet gebeurd. Haal "
        "alles opnieuw op, bijvoorbeeld met export, en volg daarna de wijzigingen vanaf de cursor die hierbij staat.",
        "export": "https://gouden.test/api/v1/praktijkvoorbeelden/_export?formaat=jsonl",
        "cursor": cursor(3),
    }
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert client.head(API, {"sinds": "99"}).status_code == 410


def test_an_empty_catalogue_has_an_empty_feed(client: Client) -> None:
    assert feed(client) == {"aantal": 0, "laatste": 0, "cursor": "0", "resultaten": []}


def test_every_answer_says_how_far_the_catalogue_was(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld").case
    detail = "/api/v1/praktijkvoorbeelden/startgeld"

    for address in (API, detail, f"{detail[:-10]}/_export", "/api/v1/themas"):
        assert client.get(address)["Gouden-Cursor"] == client.head(address)["Gouden-Cursor"] == cursor(1), address
        held = client.get(address, headers={"if-none-match": client.get(address)["ETag"]})
        assert (held.status_code, held["Gouden-Cursor"]) == (304, cursor(1)), address

    publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")
    gone = client.get(detail)
    assert (gone.status_code, gone["Gouden-Cursor"]) == (410, cursor(2))


def test_the_file_says_from_where_to_follow_before_it_is_read(client: Client) -> None:
    """What is published while it is read is told to who follows from there."""
    first = PublishedCaseFactory()
    new: list[str] = []

    def publish_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if not new and "cases_publishedcase" in sql and "SELECT" in sql:
            new.append("begonnen")
            new.append(PublishedCaseFactory().slug)
        return execute(sql, *rest)

    with connection.execute_wrapper(publish_meanwhile):
        response = client.get("/api/v1/praktijkvoorbeelden/_export", headers={"if-none-match": '"anders"'})

    lines = [json.loads(line)["slug"] for line in response.content.splitlines()]
    after = [slug for _, _, slug in told(client, sinds=response["Gouden-Cursor"])]
    assert first.slug in lines
    assert {*lines, *after} == {first.slug, new[1]}


@pytest.mark.parametrize(
    "since", ["-1", "x", "", "1.0", "1e3", "9999999999", "²", "%00", "1.0123456789ABCDEF", "1.0123456789abcdef0"]
)
def test_a_number_that_is_none_is_refused(client: Client, since: str) -> None:
    response = client.get(API, {"sinds": since})

    assert response.status_code == 400
    assert json.loads(response.content)["invalidParams"] == [
        {"name": "sinds", "reason": "Geef een cursor die u van ons kreeg; 0 geeft alles."}
    ]


@pytest.mark.parametrize("kind", ["municipality", "organisation"])
def test_a_new_name_is_a_change_of_every_case_that_shows_it(client: Client, kind: str) -> None:
    municipality, organisation = MunicipalityFactory(name="Oude naam"), OrganisationFactory(name="Oude naam")
    case = CaseFactory(with_source=True, slug="laat-haar-zien", municipalities=[municipality])
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)
    PublishedCaseFactory(case__slug="laat-haar-niet-zien")
    row = {"municipality": municipality, "organisation": organisation}[kind]
    row.name = "Nieuwe naam"
    row.save()

    publishing.refresh(referring_to=row)

    assert told(client, sinds=2) == [(3, "gewijzigd", "laat-haar-zien")]
    record = json.loads(client.get("/api/v1/praktijkvoorbeelden/laat-haar-zien").content)
    assert "Nieuwe naam" in json.dumps([record["gemeenten"], record["deelnemers"]])


def test_a_name_in_the_admin_is_a_change_too(client: Client, admin_client: Client) -> None:
    organisation = OrganisationFactory(name="Oude naam")
    case = CaseFactory(with_source=True, slug="startgeld")
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)

    address = f"/admin/municipalities/organisation/{organisation.pk}/change/"
    form = typed(admin_client.get(address), "organisation_form", name="Nieuwe naam")
    response = admin_client.post(address, form)

    assert response.status_code == 302
    # The organisation itself comes first; who asks for nothing else hears of the case.
    assert told(client, sinds=1, betreft="alles") == [
        (2, "gewijzigd", organisation.slug),
        (3, "gewijzigd", "startgeld"),
    ]
    assert told(client, sinds=1) == [(3, "gewijzigd", "startgeld")]


def test_a_draft_and_an_unpublished_edit_are_no_event(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="openbaar").case
    CaseFactory(with_source=True, title="GEHEIM")
    case.title = "GEHEIM"
    case.slug = "geheim-adres"
    case.save()
    publishing.record_revision(case=case, by=None)

    assert told(client) == [(1, "gepubliceerd", "openbaar")]
    assert "geheim" not in json.dumps(feed(client)).lower()


def test_it_takes_a_fixed_number_of_queries_and_no_scan(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        PublishedCaseFactory()

    for size in (5, 30):
        # Which catalogue, where it ends, how many events and which; which catalogue it still is.
        with django_assert_num_queries(5) as asked:
            assert len(feed(client, pageSize=size, sinds=0)["resultaten"]) == size

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[-2]['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        assert all(step.startswith(("SEARCH", "CORRELATED")) for step in plan), plan
