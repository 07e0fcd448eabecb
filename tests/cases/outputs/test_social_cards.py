"""The picture that goes with a shared address."""

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from cases import publishing
from cases.models import PublishedCase
from cases.outputs.social_cards import drawing, pictures
from cases.outputs.social_cards.pictures import HEIGHT, LARGEST, WIDTH, PictureText
from tests.factories import CaseFactory, MunicipalityFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def published(title: str = "Startpunt Wageningen") -> PublishedCase:
    theme = ThemeFactory(name="Jeugdhulp en opvoeden", slug="jeugdhulp-en-opvoeden")
    return PublishedCaseFactory(
        case__title=title, case__themes=[theme], case__municipalities=[MunicipalityFactory(name="Wageningen")]
    )


def said(**changes: object) -> PictureText:
    what = {"kind": "Praktijk", "title": "Startpunt", "place": "Wageningen", "subject": "Jeugd", "symbol": "mood-kid"}
    return {**what, "hue": 43, **changes}  # type: ignore[typeddict-item]


def named(client: Client, address: str, name: str = "og:image") -> str:
    """Return what the head of a page says under this name."""
    [content] = re.findall(rf'<meta property="{name}" content="([^"]*)">', client.get(address).content.decode())
    return str(content).removeprefix(settings.GOUDEN_BASE_URL)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_the_page_of_a_case_names_a_picture_of_1200_by_630_that_may_be_kept_for_ever(client: Client) -> None:
    case = published()

    address = named(client, case.get_absolute_url())
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert size(answer.content) == (WIDTH, HEIGHT) == (1200, 630)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert named(client, case.get_absolute_url(), "og:image:alt") == "Startpunt Wageningen, Wageningen"


def test_it_says_the_title_the_place_and_the_leading_subject_with_its_pictogram() -> None:
    what = pictures.said(published().record)

    assert what == {
        "kind": "Praktijk",
        "title": "Startpunt Wageningen",
        "place": "Wageningen",
        "subject": "Jeugdhulp en opvoeden",
        "symbol": "mood-kid",
        "hue": 43,
    }


def test_another_title_is_another_address_and_the_old_one_leads_to_it(client: Client) -> None:
    case = published()
    old = named(client, case.get_absolute_url())

    working = case.case
    working.title = "Startpunt voor iedereen"
    working.save()
    publishing.publish(case=working, by=None)

    new = named(client, case.get_absolute_url())
    assert new != old
    assert client.get(old)["Location"] == new


def test_a_draft_has_no_picture_and_what_was_withdrawn_has_none_any_more(client: Client) -> None:
    case = published()
    address = named(client, case.get_absolute_url())
    draft = CaseFactory(slug="nog-niet-openbaar")

    publishing.withdraw(case=case.case, by=None, reason="Klopt niet.")

    assert client.get(address).status_code == 410
    assert client.get(f"/praktijkvoorbeelden/{draft.slug}/plaatje/0123456789abcdef.png").status_code == 404


@pytest.mark.parametrize(
    "title",
    [
        "Kort",
        "Coöperatie ’t Súd: één loket in Noardeast-Fryslân, naïef of niet",
        "Feest 🎉👩🏽‍⚕️ in de wijk مرحبا 你好",
        "Arbeidsongeschiktheidsverzekeringsmaatschappijen" * 3,
        "woord " * 40,
        '#panic("x") $x$ *vet* [a](b) <script>',
    ],
)
def test_whatever_the_title_the_picture_is_there(title: str) -> None:
    png = drawing.drawn({**said(title=title[: pictures.TITLE])})

    assert size(png) == (WIDTH, HEIGHT)
    assert len(png) < LARGEST


def test_what_no_font_of_ours_has_is_left_out_and_what_is_dutch_stays() -> None:
    assert drawing.clean("Één café 🎉 in Súdwest") == "Één café in Súdwest"


def test_a_picture_that_was_made_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(pictures, "make", lambda what: made.append(what) or b"png")

    assert [pictures.picture(said()), pictures.picture(said())] == [b"png", b"png"]
    assert len(made) == 1


def test_where_a_picture_takes_too_long_that_of_the_site_stands_in(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    address = named(client, published().get_absolute_url())
    monkeypatch.setattr(pictures, "SECONDS", 0.001)

    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store")
    assert "social-card" in answer["Location"]
    assert "a picture was not made" in caplog.text


def test_other_pages_have_the_picture_of_the_site(client: Client) -> None:
    assert named(client, "/over/") == "/static/img/social-card.png"
    assert size((Path(settings.BASE_DIR) / "static/img/social-card.png").read_bytes()) == (WIDTH, HEIGHT)


def test_a_page_that_is_not_for_everyone_names_no_address(client: Client) -> None:
    html = client.get("/praktijkvoorbeelden/?kies=1").content.decode()

    assert "og:url" not in html
    assert "og:url" in client.get("/over/").content.decode()
