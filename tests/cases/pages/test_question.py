"""Questions with their answers, and what the editors read in a theme: every sentence with who says so."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case, Claim, Question, Theme
from tests.factories import PersonFactory, QuestionFactory, SpeakerFactory, ThemeFactory, published_claim
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def shown[Row: Theme | Question](row: Row) -> Row:
    publishing.publish_row(row=row, by=None, along=True)
    row.refresh_from_db()
    return row


def test_a_question_is_answered_sentence_by_sentence_with_who_says_so(client: Client) -> None:
    speaker = SpeakerFactory(person=PersonFactory(name="Eric Wichgers"), function="directeur")
    first = published_claim(case__title="Eén budget", text="Het geld ligt bij elkaar.", speaker=speaker)
    other = published_claim(case__title="Samen inkopen", text="Acht gemeenten doen mee.")
    theme = ThemeFactory(name="Inkoop")
    shown(
        QuestionFactory(
            question="Samen of niet?",
            slug="samen",
            answer=f"Het kan. [{first}]\nEr zijn er acht. [{other}, {first}]",
            themes=[theme],
        )
    )
    shown(QuestionFactory(question="En dan?", slug="en-dan", answer=f"Het kan. [{first}]", themes=[theme]))
    QuestionFactory(question="Wat kost het?")

    response = client.get("/vragen/samen/")

    assert (heading(response), title(response)) == ("Samen of niet?", "Vraag: Samen of niet? - Gouden")
    text = main(response)
    assert "Het kan. uitspraak 1 bij Eén budget" in text
    assert "Er zijn er acht. uitspraak 2 bij Samen inkopen uitspraak 1 bij Eén budget" in text
    assert "Wie zegt het: 2 uitspraken uit 2 voorbeelden" in text
    assert "Het geld ligt bij elkaar. Eric Wichgers, directeur · eigen verklaring · Eén budget" in text
    assert "Inkoop" in text
    assert "En dan?" in text
    assert "Wat kost het?" not in text
    assert {f"/praktijkvoorbeelden/{first.slug}/#uitspraak-{first.key}", "/vragen/en-dan/"} <= set(links(response))
    assert text.count("Buren helpen elkaar") == 2  # the cards of both cases
    (node,) = (row for row in json.loads(response.context["linked_data"])["@graph"] if row["@type"] == "Question")
    assert node["acceptedAnswer"]["text"] == "Het kan. Er zijn er acht."
    assert "Samen of niet?" in main(client.get(theme.get_absolute_url()))


def test_the_index_shows_what_is_answered_and_how_it_begins(client: Client) -> None:
    assert "Nog geen vragen." in main(client.get("/vragen/"))
    shown(QuestionFactory(question="Samen of niet?", answer=f"Het kan. [{published_claim()}]"))
    QuestionFactory(question="Wat kost het?")

    text = main(client.get("/vragen/"))

    assert "Samen of niet? Het kan. 1 zin uit 1 voorbeeld" in text
    assert "Wat kost het?" not in text


def test_a_theme_shows_what_the_editors_read_with_its_date(client: Client) -> None:
    claim = published_claim(case__title="Eén budget")
    theme = shown(ThemeFactory(name="Inkoop", synthesis=f"<b>Samen</b> gaat het. [{claim}]"))
    Theme.objects.filter(pk=theme.pk).update(cited_at="2026-11-05T23:30:00Z")

    response = client.get(theme.get_absolute_url())

    assert "De redactie leest Wat deze voorbeelden samen zeggen, in onze woorden van 6 november 2026." in main(response)
    assert "&lt;b&gt;Samen&lt;/b&gt; gaat het." in response.content.decode()
    assert "De redactie leest" not in main(client.get(ThemeFactory().get_absolute_url()))


def test_it_says_in_plain_words_what_changed_and_that_a_sentence_fell_out(client: Client) -> None:
    changes, goes = published_claim(text="Veertig."), published_claim(text="GEHEIM")
    question = shown(QuestionFactory(answer=f"Zoveel. [{changes}]\nGEHEIM ook. [{goes}]"))
    Claim.objects.filter(key=changes.key).update(text="Vierhonderd.")
    publishing.publish(case=Case.objects.get(slug=changes.slug), by=None)
    publishing.withdraw(case=Case.objects.get(slug=goes.slug), by=None, reason="Klopt niet.")

    text = main(client.get(question.get_absolute_url()))

    assert "Uitspraak 1 is gewijzigd nadat dit is geschreven." in text
    assert "Eén zin staat hier niet meer: een uitspraak waarop die terugging, is niet meer openbaar." in text
    assert "GEHEIM" not in text

    publishing.withdraw(case=Case.objects.get(slug=changes.slug), by=None, reason="Klopt niet.")
    assert "Het antwoord staat hier even niet" in main(client.get(question.get_absolute_url()))
    assert "Het antwoord staat hier even niet" in main(client.get("/vragen/"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zonder wijkteams", True),
        ("Kan het zonder wijkteam?", True),
        ("wijkteams", False),
        ("zonder wijkteams in Aalten", False),
        ("hoe kan het", False),
    ],
)
def test_who_types_a_question_is_led_to_its_answer_above_the_cases(client: Client, typed: str, found: bool) -> None:
    claim = published_claim(case__summary="Zonder wijkteams in Aalten.")
    shown(QuestionFactory(question="Kan het zonder wijkteams?", slug="zonder", answer=f"Ja. [{claim}]"))
    QuestionFactory(question="Waarom kan het zonder wijkteams?")

    response = client.get("/praktijkvoorbeelden/", {"zoek": typed})

    assert ("Vraag: Kan het zonder wijkteams?" in main(response)) is found
    assert "Waarom" not in main(response)


def test_a_question_is_suggested_while_it_is_typed(client: Client) -> None:
    shown(
        QuestionFactory(
            question="Kan het zonder wijkteams?", slug="kan-het-zonder", answer=f"Ja. [{published_claim()}]"
        )
    )

    assert "/vragen/kan-het-zonder/" in client.get("/suggesties/", {"zoek": "kan het"}).content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_it_takes_the_same_queries_however_much_is_cited(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answer = "\n".join(f"Zin. [{published_claim()}]" for _ in range(number))
    questions = [shown(QuestionFactory(answer=answer, themes=[ThemeFactory()])) for _ in range(number)]

    # The version twice; the question; its themes; what it cites; the cards; other questions.
    with django_assert_num_queries(7):
        client.get(questions[0].get_absolute_url())
    # The version twice; the questions; what they cite; on the board what is open, and what is closed.
    with django_assert_num_queries(6):
        client.get("/vragen/")
