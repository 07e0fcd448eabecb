"""What explains the cases, as the API shows it: terms, questions, and what the editors read in a theme."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case, Claim, Question, Theme
from tests.factories import ArticleFactory, QuestionFactory, TermFactory, ThemeFactory, published_claim

pytestmark = pytest.mark.django_db
BASE = "https://gouden.test"
MOMENT = "2026-11-05T08:30:00Z"


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def shown(row: Theme | Question) -> None:
    publishing.publish_row(row=row, by=None, along=True)
    type(row).objects.filter(pk=row.pk).update(cited_at=MOMENT)


def test_a_term_shows_what_it_means_and_where_that_stands(client: Client) -> None:
    article = ArticleFactory(title="Open houding", slug="open", publication__title="Elf", publication__slug="elf")
    term = TermFactory(
        name="Perceel", slug="perceel", definition="Een deel.", other_names=["percelen"], article=article, passage="p 2"
    )
    publication = article.publication

    expected = {
        "id": str(term.identifier),
        "slug": "perceel",
        "naam": "Perceel",
        "url": f"{BASE}/begrippen/perceel/",
        "uitleg": "Een deel.",
        "andereNamen": ["percelen"],
        "bron": {
            "artikel": "open",
            "titel": "Open houding",
            "publicatie": {
                "id": str(publication.identifier),
                "slug": "elf",
                "titel": "Elf",
                "jaar": 2017,
                "jaarAfgeleid": False,
                "uitgevers": [],
                "url": f"{BASE}/publicaties/elf/",
            },
            "passage": "p 2",
        },
    }
    assert get(client, "begrippen/perceel") == expected
    assert get(client, "begrippen")["resultaten"] == [expected]


def test_a_question_and_a_theme_show_sentence_by_sentence_what_they_cite(client: Client) -> None:
    changes, goes = published_claim(), published_claim()
    theme = ThemeFactory(name="Inkoop", slug="inkoop", synthesis=f"Het kan. [{changes}]")
    text = f"Het kan. [{changes}]\nHet gaat. [{goes}]"
    question = QuestionFactory(question="Kan het?", slug="kan-het", answer=text, themes=[theme])
    shown(theme)
    shown(question)
    Claim.objects.filter(key=changes.key).update(text="Iets anders.")
    publishing.publish(case=Case.objects.get(slug=changes.slug), by=None)
    publishing.withdraw(case=Case.objects.get(slug=goes.slug), by=None, reason="Klopt niet.")

    cited = {
        "praktijkvoorbeeld": changes.slug,
        "kenmerk": changes.key,
        "url": f"{BASE}/praktijkvoorbeelden/{changes.slug}/#uitspraak-{changes.key}",
        "gewijzigdSindsdien": True,
    }
    reading = {"gelezenOp": MOMENT, "zinnen": [{"tekst": "Het kan.", "uitspraken": [cited]}], "vervallenZinnen": 0}
    expected = {
        "id": str(question.identifier),
        "slug": "kan-het",
        "vraag": "Kan het?",
        "url": f"{BASE}/vragen/kan-het/",
        "antwoord": reading | {"vervallenZinnen": 1},
        "themas": [
            {
                "id": str(theme.identifier),
                "slug": "inkoop",
                "naam": "Inkoop",
                "url": f"{BASE}/themas/inkoop/",
                "soort": "onderwerp",
            }
        ],
    }
    assert get(client, "vragen/kan-het") == expected
    assert get(client, "vragen")["resultaten"] == [expected]
    assert get(client, "themas/inkoop")["redactieLeest"] == reading
    assert get(client, f"themas/{ThemeFactory().slug}")["redactieLeest"] is None


@pytest.mark.parametrize("number", [1, 5])
def test_their_lists_take_a_fixed_number_of_queries(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    TermFactory.create_batch(number)
    for _ in range(number):
        shown(QuestionFactory(answer=f"Het kan. [{published_claim()}]", themes=[ThemeFactory()]))

    # The version twice; the count; the rows; the publishers.
    with django_assert_num_queries(5):
        client.get("/api/v1/begrippen")
    # The version twice; the count; the rows; their themes; what they cite.
    with django_assert_num_queries(6):
        client.get("/api/v1/vragen")
