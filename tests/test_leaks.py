"""What is not public is nowhere public: every address a visitor or partner can reach is read."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cases import publishing
from cases.publishing.rules import NotPublishable
from tests.factories import (
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PublicationFactory,
    PublishedCaseFactory,
    QuestionFactory,
    RegionFactory,
    SpeakerFactory,
    TermFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

API = "/api/v1"
EXPORT = f"{API}/praktijkvoorbeelden/_export"
STARTS = [
    "/",
    "/sitemap.xml",
    "/robots.txt",
    *(f"{API}/{noun}" for noun in ("praktijkvoorbeelden", "gemeenten", "provincies", "regios", "organisaties")),
    *(
        f"{API}/{noun}"
        for noun in ("initiatieven", "themas", "obstakels", "elementen", "publicaties", "wijzigingen", "openapi.json")
    ),
    *(f"{API}/{noun}" for noun in ("begrippen", "vragen", "uitspraken")),
    f"{EXPORT}?formaat=csv",
]
ADDRESS = re.compile(r"""(?:href="|<loc>|"url":"|href=')([^"'<]+)""")


def everything_public(client: Client) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every page, feed and API answer that can be reached by following links."""
    seen, waiting = set(), list(STARTS)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        yield path, text
        waiting += [found for match in ADDRESS.findall(text) if (found := followed(match))]
        if path.startswith(f"{API}/") and path.count("/") == 3 and path != f"{API}/openapi.json":
            rows = json.loads(text)["resultaten"] if not path.startswith(f"{API}/wijzigingen") else []
            waiting += [f"{path}/{row.get('code') or row.get('slug') or row['id']}" for row in rows]
        if path == f"{API}/praktijkvoorbeelden":
            waiting += [f"{path}?{query}" for query in ("velden=*", "cursor=begin", "cursor=begin&velden=*")]
        if path == f"{API}/wijzigingen":
            waiting += [f"{path}?velden=*", f"{path}?betreft=alles&velden=*"]


def followed(link: str) -> str:
    """Return the path of a link of our own that is worth following: no query, no file."""
    parts = urlsplit(link)
    own = parts.netloc in {"", "gouden.test"} and parts.path.startswith("/") and not parts.path.startswith("/static/")
    return parts.path if own and not parts.path.startswith("/admin") else ""


@pytest.fixture
def shared() -> dict[str, object]:
    """Rows that a public case shares with one that is not."""
    return {"municipality": MunicipalityFactory(), "organisation": OrganisationFactory()}


def test_a_draft_is_nowhere(client: Client, shared: dict[str, object]) -> None:
    PublishedCaseFactory(case__municipalities=[shared["municipality"]])
    draft = CaseFactory(
        with_source=True,
        title="GEHEIM concept",
        slug="geheim-concept",
        summary="GEHEIM",
        approach="GEHEIM",
        municipalities=[shared["municipality"]],
    )
    ClaimFactory(case=draft, text="GEHEIM", speaker=SpeakerFactory(person=PersonFactory(name="GEHEIM")))
    ParticipationFactory(case=draft, organisation=shared["organisation"])
    AdoptionFactory(case=draft, note="GEHEIM", municipality=shared["municipality"])
    PublishedCaseFactory(case__part_of=CaseFactory(portrait=True, title="GEHEIM portret"))
    publishing.record_revision(case=draft, by=None)

    pages = dict(everything_public(client))

    assert len(pages) > 40
    assert [path for path, text in pages.items() if "geheim" in text.lower()] == []
    assert client.get("/praktijkvoorbeelden/geheim-concept/").status_code == 404
    assert client.get(f"{API}/praktijkvoorbeelden/geheim-concept").status_code == 404


def test_a_reference_row_that_was_never_published_is_nowhere(client: Client, shared: dict[str, object]) -> None:
    known: dict[str, object] = {"published_at": None, "slug": "geheim"}
    public = PublishedCaseFactory(case__municipalities=[shared["municipality"]])
    article = public.articles.get()
    secret = OrganisationFactory(**known, name="GEHEIM club", municipalities=[shared["municipality"]])
    rows = {
        "thema": ThemeFactory(**known, name="GEHEIM thema"),
        "obstakel": ObstacleFactory(**known, name="GEHEIM obstakel"),
        "begrip": TermFactory(**known, name="GEHEIM begrip", other_names=["startgeld"]),
        "vraag": QuestionFactory(**known, question="GEHEIME vraag?", themes=public.themes.all()),
        "element": ElementFactory(**known, name="GEHEIM element", other_names=["GEHEIM"]),
        "regio": RegionFactory(**known, name="GEHEIM regio", members=[shared["municipality"], MunicipalityFactory()]),
        "organisatie": secret,
        "initiatief": InitiativeFactory(
            **known,
            name="GEHEIM fonds",
            municipalities=[shared["municipality"]],
            organisations=[shared["organisation"]],
        ),
        "publicatie": PublicationFactory(**known, title="GEHEIM boek", publishers=[shared["organisation"]]),
    }
    ArticleFactory(**known, title="GEHEIM artikel", publication=article.publication)
    # What readers see names a row that they do not.
    InitiativeFactory(name="Openbaar fonds", organisations=[secret])
    article.publication.publishers.add(secret)
    ParticipationFactory(case=public.case, organisation=shared["organisation"])
    ClaimFactory(case=public.case, speaker=SpeakerFactory(organisations=[shared["organisation"], secret]))
    with pytest.raises(NotPublishable, match="‘GEHEIM club’"):
        publishing.publish(case=public.case, by=None)
    publishing.refresh(referring_to=rows["regio"])
    publishing.refresh(referring_to=article.publication)

    pages = dict(everything_public(client))

    assert len(pages) > 40
    assert [path for path, text in pages.items() if "geheim" in text.lower()] == []
    for row in rows.values():
        assert client.get(row.get_absolute_url()).status_code == 404
    nouns = ("initiatieven", "themas", "obstakels", "elementen", "begrippen", "vragen", "publicaties")
    for noun in (*nouns, "organisaties", "regios"):
        assert client.get(f"{API}/{noun}/geheim").status_code == 404
    for kind, row in rows.items():
        assert client.get(f"/id/{kind}/{row.identifier}").status_code == 404
    assert "GEHEIM" not in client.get("/suggesties/", {"zoek": "geheim"}).content.decode()
    for name in ("thema", "obstakel", "element", "regio", "organisatie", "initiatief"):
        asked = client.get("/praktijkvoorbeelden/", {name: "geheim"})
        assert "GEHEIM" not in asked.content.decode()
        assert client.get(f"{API}/praktijkvoorbeelden", {name: "geheim"}).status_code == 400
    assert "GEHEIM" not in client.get("/praktijkvoorbeelden/", {"zoek": "geheim"}).content.decode()


def test_a_preview_shows_an_editor_what_is_not_public_yet(client: Client) -> None:
    case = CaseFactory(with_source=True, themes=[ThemeFactory(name="Nieuw thema", published_at=None)])
    client.force_login(UserFactory(is_superuser=True))
    assert "Nieuw thema" in client.get(f"/admin/cases/case/{case.pk}/voorbeeld/").content.decode()


def test_an_unpublished_edit_is_nowhere(client: Client, shared: dict[str, object]) -> None:
    case = PublishedCaseFactory(case__municipalities=[shared["municipality"]], case__slug="openbaar").case
    case.title, case.summary, case.place = "GEHEIM titel", "GEHEIM samenvatting", "GEHEIM"
    case.save()
    ClaimFactory(case=case, text="GEHEIM")
    ParticipationFactory(case=case, organisation=shared["organisation"])
    case.initiatives.add(InitiativeFactory(name="Nog niet verbonden"))
    publishing.record_revision(case=case, by=None)

    pages = dict(everything_public(client))

    assert {"/praktijkvoorbeelden/openbaar/", "/insluiten/openbaar/", "/dcat/catalogus.ttl", "/api/"} <= set(pages)
    assert all(
        "openbaar" in pages[path] for path in (EXPORT, f"{EXPORT}?formaat=csv", "/praktijkvoorbeelden/feed.atom")
    )
    assert [path for path, text in pages.items() if "geheim" in text.lower()] == []
    assert "openbaar" not in pages["/initiatieven/nog-niet-verbonden/"]


def test_a_withdrawn_case_is_nowhere_but_at_its_own_address(client: Client, shared: dict[str, object]) -> None:
    PublishedCaseFactory()
    case = PublishedCaseFactory(case__title="GEHEIM", case__municipalities=[shared["municipality"]]).case
    AdoptionFactory(case=case, note="GEHEIM", municipality=shared["municipality"])
    publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")

    pages = dict(everything_public(client))

    # The feed of changes names its address, so that whoever kept a copy knows what to throw away, and its lasting
    # address answers with the notice; nothing else.
    assert {path for path, text in pages.items() if "geheim" in text.lower()} == {
        *(f"{API}/wijzigingen{query}" for query in ("", "?velden=*", "?betreft=alles&velden=*")),
        f"/id/praktijkvoorbeeld/{case.identifier}",
    }
    events = [row for row in json.loads(pages[f"{API}/wijzigingen"])["resultaten"] if "geheim" in str(row).lower()]
    assert [(row["soort"], row["slug"], row["reden"]) for row in events] == [
        ("gepubliceerd", "geheim", ""),
        ("ingetrokken", "geheim", "Klopt niet meer."),
    ]
    notice = client.get("/praktijkvoorbeelden/geheim/")
    assert notice.status_code == 410
    assert "Klopt niet meer." in notice.content.decode()
    told = client.get(f"{API}/praktijkvoorbeelden/geheim")
    assert (told.status_code, json.loads(told.content)["detail"]) == (410, "Klopt niet meer.")


def test_a_misspelling_is_searched_and_never_shown(client: Client) -> None:
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=OrganisationFactory(misspellings=["GEHEIMZINNIG"]))
    case.initiatives.add(InitiativeFactory(misspellings=["GEHEIMZINNIG"]))
    ClaimFactory(case=case, speaker=SpeakerFactory(person=PersonFactory(misspellings=["GEHEIMZINNIG"])))
    publishing.publish(case=case, by=None)

    assert [path for path, text in everything_public(client) if "geheim" in text.lower()] == []
    assert json.loads(client.get(f"{API}/praktijkvoorbeelden?zoek=geheimzinnig").content)["aantal"] == 1
