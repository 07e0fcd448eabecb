"""A case is public only with rows that are: what it names is published before it, or along with it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cases import publishing
from cases.models import Article, Case, Theme
from cases.publishing.rules import NotPublishable
from tests.cases.situations import looked_at
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublicationFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    made: Case = CaseFactory(with_source=True)
    return made


def test_every_row_that_a_case_names_and_no_reader_saw_is_in_the_way(case: Case) -> None:
    new = {"published_at": None}
    case.themes.add(ThemeFactory(name="Thema", **new))
    case.initiatives.add(InitiativeFactory(name="Fonds", **new))
    case.regions.add(RegionFactory(name="Regio", kind="samenwerking", **new))
    case.contact = OrganisationFactory(name="Loket", **new)
    case.save()
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="Partner", **new))
    ParticipationFactory(case=case, organisation=None, region=RegionFactory(name="Elders", kind="samenwerking", **new))
    CitationFactory(case=case, article=ArticleFactory(title="Stuk", slug="stuk", **new))
    ClaimFactory(
        case=case,
        kind="obstakel",
        obstacle=ObstacleFactory(name="Drempel", **new),
        article=ArticleFactory(publication=PublicationFactory(title="Boek", year=2017, **new)),
        speaker=SpeakerFactory(organisations=[OrganisationFactory(name="Spreekbuis", **new)]),
        passage="alinea 1",
        elements=[ElementFactory(name="Eén plan", **new)],
    )
    with pytest.raises(NotPublishable) as refused:
        publishing.publish(case=case, by=None)

    assert [
        (problem.field, problem.message.removesuffix(" is nog niet openbaar.")) for problem in refused.value.problems
    ] == [
        ("themes", "‘Thema’ (thema)"),
        ("initiatives", "‘Fonds’ (initiatief)"),
        ("regions", "‘Regio (samenwerkingsregio)’ (regio)"),
        ("contact", "‘Loket’ (organisatie)"),
        ("participations", "‘Partner’ (organisatie)"),
        ("participations", "‘Elders (samenwerkingsregio)’ (regio)"),
        ("citations", "‘Stuk · stuk’ (artikel)"),
        ("claims", "‘Boek (2017)’ (publicatie)"),
        ("claims", "‘Drempel’ (obstakel)"),
        ("claims", "‘Eén plan’ (werkzaam element)"),
        ("claims", "‘Spreekbuis’ (organisatie)"),
    ]

    publishing.publish(case=case, by=None, along=True)

    assert publishing.differences() == []
    assert not Theme.objects.filter(published_at=None).exists()


def test_who_publishes_the_case_says_whether_the_new_rows_come_along(client: Client, case: Case) -> None:
    theme = ThemeFactory(name="Nieuw thema", published_at=None)
    case.themes.add(theme)
    publishing.record_revision(case=case, by=None)
    client.force_login(UserFactory(is_superuser=True))
    form = f"/admin/cases/case/{case.pk}/change/"
    asked = client.get(form).content.decode()
    assert "Publiceer ook wat nog niet openbaar is: ‘Nieuw thema’ (thema)" in asked

    client.post(f"/admin/cases/case/{case.pk}/publiceer/", looked_at(case))
    refused = client.get(f"{form}?controle=publiceren").content.decode()
    assert not Theme.objects.public().filter(pk=theme.pk).exists()
    assert f'<a href="/admin/cases/theme/{theme.pk}/change/">Bekijk en publiceer het</a>' in refused

    client.post(f"/admin/cases/case/{case.pk}/publiceer/", looked_at(case) | {"samen": "1"})
    assert client.get(theme.get_absolute_url()).status_code == 200
    assert client.get(case.get_absolute_url()).status_code == 200


def test_what_a_writer_adds_is_public_once_a_chief_editor_saves_it(client: Client) -> None:
    writer, chief = UserFactory(), UserFactory()
    writer.groups.add(Group.objects.get(name="redacteur"))
    chief.groups.add(Group.objects.get(name="eindredacteur"))
    article = ArticleFactory()
    typed = {
        "publication": article.publication.pk,
        "title": "Vers stuk",
        "slug": "vers-stuk",
        "authors": "",
        "position": 0,
    }

    client.force_login(writer)
    client.post("/admin/cases/article/add/", typed)
    new = Article.objects.get(slug="vers-stuk")
    assert not new.is_public
    assert "Vers stuk" not in client.get(article.publication.get_absolute_url()).content.decode()

    client.force_login(chief)
    page = client.get(f"/admin/cases/article/{new.pk}/change/")
    seen = page.context["gezien"]
    client.post(f"/admin/cases/article/{new.pk}/change/", typed | {"gezien": seen})
    assert Article.objects.get(slug="vers-stuk").is_public
    assert "Vers stuk" in client.get(article.publication.get_absolute_url()).content.decode()
