"""Every output is well-formed whatever the database holds, in every text of every row that it shows."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
import rdflib
from defusedxml import ElementTree
from django.core import mail
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.models import Case, PublishedCase, Submission
from gouden.web.text.cleaning import prose
from tests.cases.admin.test_lists import REGISTERED, address
from tests.factories import (
    AdoptionFactory,
    CaseFactory,
    CaseLinkFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    DesignationFactory,
    ElementFactory,
    InitiativeFactory,
    InitiativeLinkFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SpeakerFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.stored import write

pytestmark = pytest.mark.django_db

NUL = "" if connection.vendor == "postgresql" else "\x00"
BAD = f"\x07\x0b\x0c\x1b{NUL}\x85\u2028\u202e\u200b\ufffe\uffff\U0001fffe]]><b>&\"'</script>\r\n"
API = "/api/v1"
CASE = "/praktijkvoorbeelden/bijna-alles"


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def rows() -> dict[str, Any]:
    """A case with all that can hang on it, a former one that was withdrawn, and something bad in every text of them."""
    municipality, region = MunicipalityFactory(), RegionFactory()
    organisation = OrganisationFactory(municipalities=[municipality])
    initiative = InitiativeFactory(municipalities=[municipality], organisations=[organisation])
    InitiativeLinkFactory(initiative=initiative)
    portrait = CaseFactory(portrait=True, with_source=True, slug="portret")
    case = CaseFactory(
        slug="bijna-alles",
        part_of=portrait,
        municipalities=[municipality],
        regions=[region],
        initiatives=[initiative],
        themes=[ThemeFactory(slug="buren")],
        contact=organisation,
    )
    citation = CitationFactory(case=case)
    CaseLinkFactory(case=case)
    ParticipationFactory(case=case, organisation=organisation)
    speaker = SpeakerFactory(article=citation.article, organisations=[organisation], municipality=municipality)
    element = ElementFactory(summary="Eén plan.", works_when="Vroeg.", fails_when="Laat.", other_names=["1G1P"])
    claim = ClaimFactory(case=case, figure=True, speaker=speaker, article=citation.article, elements=[element])
    other = ClaimFactory(case=case, kind="obstakel", obstacle=ObstacleFactory())
    ClaimLinkFactory(a=claim, b=other)
    AdoptionFactory(case=case, municipality=municipality, article=citation.article)
    DesignationFactory(municipality=municipality, article=citation.article, awarded_by=organisation)
    SubmissionFactory(case=case)
    gone = CaseFactory(with_source=True, slug="weg")
    publishing.publish(case=portrait, by=None)
    publishing.publish(case=gone, by=None)
    spoil()
    for one in (portrait, case):
        publishing.publish(case=Case.objects.get(pk=one.pk), by=None)
    publishing.withdraw(case=Case.objects.get(pk=gone.pk), by=None, reason=f"Klopt niet{BAD}meer.")
    spoil()
    call_command("rebuild_published")
    return {"case": case, "claim": claim, "municipality": municipality, "region": region, "initiative": initiative}


def spoil() -> None:
    """Put bad characters in every text of every row there is, also in those that the verbs wrote."""
    for model in REGISTERED:
        if model._meta.app_label == "auth":
            continue
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not (field.choices or field.unique or isinstance(field, models.SlugField))
            and (getattr(field, "max_length", None) or 1_000) > 40
        ]
        for row in model._base_manager.all() if texts else ():
            room = {name: getattr(model._meta.get_field(name), "max_length", None) or 1_000 for name in texts}
            filled = {name: text for name in texts if (text := getattr(row, name))}
            if filled:
                write(row, **{name: text[: room[name] - len(BAD)] + BAD for name, text in filled.items()})


def get(client: Client, url: str, **query: Any) -> bytes:
    response = client.get(url, query)
    assert response.status_code == 200, (url, response.status_code)
    assert not any(ord(character) < 32 for value in response.headers.values() for character in value), url
    return b"".join(response) if response.streaming else response.content


def linked(client: Client) -> Iterator[str]:
    """Yield every page of the sitemap."""
    yield from re.findall(r"<loc>https://gouden.test([^<]+)</loc>", get(client, "/sitemap.xml").decode())


def test_every_page_of_the_sitemap_opens_and_its_json_ld_is_json(client: Client, rows: dict[str, Any]) -> None:
    pages = list(linked(client))
    assert {f"{CASE}/", "/themas/buren/"} <= set(pages)
    for page in pages:
        text = get(client, page).decode()
        assert text.rstrip().endswith("</html>"), page
        for script in re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', text, re.DOTALL):
            json.loads(script)
        assert not set("\x00\x07\x0b\u202e\ufffe") & set(text), page


def test_what_is_xml_is_well_formed(client: Client, rows: dict[str, Any]) -> None:
    for url in ("/praktijkvoorbeelden/feed.atom", "/praktijkvoorbeelden/feed.atom?thema=buren", "/sitemap.xml"):
        assert len(ElementTree.fromstring(get(client, url))) >= 2, url
    feed = ElementTree.fromstring(get(client, "/praktijkvoorbeelden/feed.atom", zoek="bewoners\x07\u200b"))
    assert feed.tag.endswith("feed")


def test_a_feed_survives_a_case_that_was_published_before_texts_were_cleaned(
    client: Client, rows: dict[str, Any]
) -> None:
    case = PublishedCase.objects.get(slug="bijna-alles")
    theme = {"slug": "thema", "naam": f"Thema{BAD}"}
    case.card |= {"samenvatting": f"Samen{BAD}", "themas": [theme]}
    case.save(update_fields=["card"])

    assert "Samen" in "".join(ElementTree.fromstring(get(client, "/praktijkvoorbeelden/feed.atom")).itertext())


def test_what_is_for_machines_can_be_read(client: Client, rows: dict[str, Any]) -> None:
    assert len(rdflib.Graph().parse(data=get(client, "/dcat/catalogus.ttl"), format="turtle")) > 10
    assert json.loads(get(client, "/dcat/catalogus.jsonld"))
    for noun in ("praktijkvoorbeelden", "gemeenten", "regios", "organisaties", "initiatieven", "themas", "publicaties"):
        assert json.loads(get(client, f"{API}/{noun}"))["aantal"] >= 1, noun
    assert json.loads(get(client, f"{API}/wijzigingen"))["resultaten"]
    record = json.loads(get(client, f"{API}{CASE}"))
    assert record["titel"] == prose(record["titel"])
    for name, separator in (("csv", ","), ("csv-excel", ";")):
        text = get(client, f"{API}/praktijkvoorbeelden/_export", formaat=name).decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        assert len(found) == 3
        assert len({len(row) for row in found}) == 1
    lines = get(client, f"{API}/praktijkvoorbeelden/_export", formaat="jsonl").splitlines()
    assert [json.loads(line)["slug"] for line in lines]
    assert client.get("/praktijkvoorbeelden/weg/").status_code == 410
    assert "Klopt niet" in json.loads(client.get(f"{API}/praktijkvoorbeelden/weg").content)["detail"]
    assert b"</html>" in get(client, "/insluiten/bijna-alles/")
    get(client, "/suggesties/", zoek="Voorbeeld\x07\u202e")


def test_every_page_of_the_admin_opens_and_its_files_can_be_read(client: Client, rows: dict[str, Any]) -> None:
    client.force_login(UserFactory(is_superuser=True))
    for model in REGISTERED:
        get(client, address(model, "changelist"))
        if row := model._default_manager.first():
            get(client, address(model, "change", row.pk))
            get(client, address(model, "history", row.pk))
    case = rows["case"]
    publishing.record_revision(case=Case.objects.get(pk=case.pk), by=None)
    get(client, reverse("admin:cases_case_versions", args=[case.pk]))
    get(client, reverse("admin:cases_case_preview", args=[case.pk]))
    for kind in ("case", "claim", "initiative"):
        book = openpyxl.load_workbook(io.BytesIO(get(client, reverse(f"admin:cases_{kind}_export", args=["xlsx"]))))
        assert book.worksheets[0].max_row > 1
        text = get(client, reverse(f"admin:cases_{kind}_export", args=["csv"])).decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))) > 1


def test_a_mail_about_a_row_goes_out(client: Client, rows: dict[str, Any], lines: Any) -> None:
    client.force_login(UserFactory(is_superuser=True))
    submission = Submission.objects.get()
    url = reverse("admin:cases_submission_accept", args=[submission.pk])
    sent = {"subject": f"Over uw inzending{BAD}", "body": f"Dank.{BAD}"}

    assert client.post(url, sent).status_code == 302
    call_command("run_due")

    assert all("\n" not in one.subject and prose(one.subject) == one.subject for one in mail.outbox)
    assert lines()
