"""Following: from the page of a list to a confirmed address, and out again. Looking at a page changes nothing."""

import json
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cases import publishing
from cases.desk.following import verbs
from cases.models import Case, Follow, OutgoingMail
from tests.cases.desk.following.followers import follower
from tests.factories import CaseFactory, FollowFactory, PublishedCaseFactory, ThemeFactory
from tests.forms import opened
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
GIVEN = {"mailadres": "An@Aalten.example", "ritme": "maand"}


@pytest.fixture
def theme() -> None:
    PublishedCaseFactory(case__title="Startgeld", case__themes=[ThemeFactory(slug="schulden", name="Schulden")])


def ask(client: Client, query: str = "", **given: str) -> HttpResponse:
    response: HttpResponse = client.post(f"/volgen/?{query}", GIVEN | opened() | given)
    return response


# --- Asking ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("theme")
def test_the_page_says_in_words_what_one_follows_and_how_many_that_are_now(client: Client) -> None:
    response = client.get("/volgen/?thema=schulden&sorteer=titel&page=2")

    assert title(response) == "Volg praktijkvoorbeelden over schulden - Gouden"
    assert "Praktijkvoorbeelden over schulden Nu is dat 1 praktijkvoorbeeld." in main(response)
    assert "/praktijkvoorbeelden/?thema=schulden" in links(response)
    assert "/praktijkvoorbeelden/feed.atom?thema=schulden" in links(response)
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_reflection_is_counted_apart_as_the_list_does(client: Client) -> None:
    PublishedCaseFactory.create_batch(2)
    PublishedCaseFactory(case__kind=Case.Kind.REFLECTION)

    assert "Nu zijn dat 2 praktijkvoorbeelden en 1 beschouwing." in main(client.get("/volgen/"))
    assert "Nu zijn dat 2 praktijkvoorbeelden." in main(client.get("/volgen/?soort=praktijk&soort=portret"))
    assert "Nu is dat 1 beschouwing." in main(client.get("/volgen/?soort=beschouwing"))


@pytest.mark.usefixtures("theme")
def test_what_cannot_be_read_is_said_and_the_rest_counts(client: Client) -> None:
    text = main(client.get("/volgen/?thema=schulden&thema=bestaat-niet&jaarVan=ooit"))

    assert "‘bestaat-niet’ kennen we niet." in text
    assert "Geef een jaartal van vier cijfers" in text
    assert "Praktijkvoorbeelden over schulden" in text


@pytest.mark.usefixtures("theme")
def test_asking_leads_to_the_mail_and_keeps_the_choice_in_one_way(client: Client) -> None:
    response = ask(client, "page=3&thema=schulden")

    assert (response.status_code, response["Location"]) == (302, "/volgen/gevraagd/")
    follow = Follow.objects.get()
    assert (follow.email, follow.query, follow.rhythm) == ("an@aalten.example", "thema=schulden", "maand")
    assert "werkt 2 dagen" in main(client.get("/volgen/gevraagd/"))


def test_nobody_learns_from_the_answer_whether_an_address_follows_already(client: Client) -> None:
    follower(email="an@aalten.example")

    known, new = ask(client), ask(client, mailadres="nieuw@aalten.example")

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert known.content == new.content


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mailadres": ""}, "Vul uw mailadres in."),
        ({"mailadres": "geen adres"}, "Voer een geldig e-mailadres in."),
        ({"ritme": ""}, "Kies elke week of elke maand."),
        ({"ritme": "elk uur"}, "Kies elke week of elke maand."),
        ({"website": "ja"}, "Een onzichtbaar veld was ingevuld"),
        ({"geopend": ""}, "Dit formulier stond te lang open."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    client: Client, given: dict[str, str], said: str
) -> None:
    response = ask(client, **given)

    assert response.status_code == 200
    assert said in main(response)
    assert f'value="{({**GIVEN, **given})["mailadres"]}"'.replace('value=""', "") in response.content.decode()
    assert not Follow.objects.exists()
    for anchor in re.findall(r'href="#([^"]+)"', main_markup(response)):
        assert f'id="{anchor}"' in response.content.decode()


def main_markup(response: HttpResponse) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_mailbox_and_a_network_have_their_limits(client: Client, settings: Settings) -> None:
    settings.GOUDEN_MAILBOX_LIMIT = 1
    assert ask(client).status_code == 302
    refused = ask(client, "soort=portret")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3_500
    assert "Naar dit mailadres stuurden we al meer dan eens een mail." in main(refused)

    settings.GOUDEN_FORM_LIMIT = 3
    statuses = [ask(client, mailadres=f"een{number}@aalten.example").status_code for number in range(5)]
    assert statuses == [302] * 3 + [429] * 2
    assert Follow.objects.count() == 4


def test_a_choice_that_is_too_long_is_not_taken_in(client: Client) -> None:
    slugs = [f"{'lang' * 15}-{number}" for number in range(20)]
    for slug in slugs:
        ThemeFactory(slug=slug)
    query = "&".join(f"thema={slug}" for slug in slugs)

    assert "Deze keuze is te lang om te volgen." in main(client.get(f"/volgen/?{query}"))
    response = ask(client, query)
    assert response.status_code == 200
    assert not Follow.objects.exists()


def test_an_address_with_an_old_parameter_leads_to_that_of_today(client: Client) -> None:
    response = client.get("/volgen/?bewijs=telling")

    assert (response.status_code, response["Location"]) == (301, "/volgen/?bewijsResultaat=telling")


# --- One case -------------------------------------------------------------------------------------------------------


def test_one_case_is_followed_by_its_address(client: Client) -> None:
    PublishedCaseFactory(case__title="Startgeld", case__slug="startgeld")
    response = client.get("/volgen/?voorbeeld=startgeld")

    assert title(response) == "Volg het voorbeeld ‘Startgeld’ - Gouden"
    assert "het is ingetrokken" in main(response)
    ask(client, "voorbeeld=startgeld")
    assert Follow.objects.get().query == "voorbeeld=startgeld"


def test_a_draft_cannot_be_told_from_what_never_was(client: Client) -> None:
    CaseFactory(slug="geheim", title="GEHEIM")

    assert client.get("/volgen/?voorbeeld=geheim").status_code == 404
    assert client.get("/volgen/?voorbeeld=nergens").status_code == 404
    assert client.get("/volgen/?voorbeeld=a%00b").status_code == 404
    assert ask(client, "voorbeeld=geheim").status_code == 404


def test_a_case_that_was_withdrawn_says_why(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld").case
    publishing.withdraw(case=Case.objects.get(pk=case.pk), by=None, reason="Op verzoek.")

    response = client.get("/volgen/?voorbeeld=startgeld")
    assert response.status_code == 410
    assert "Op verzoek." in main(response)


# --- Behind the link in the mail ------------------------------------------------------------------------------------


def test_opening_every_link_changes_nothing(client: Client) -> None:
    """As mail scanners do."""
    confirmed, waiting = follower(), FollowFactory(unconfirmed=True)
    before = list(Follow.objects.order_by("pk").values())
    for one in (confirmed, waiting):
        for path in (f"/volgen/{one.token}/", f"/volgen/stop/{one.token}/", f"/volgen/{one.token}/gegevens/"):
            for method in (client.get, client.head, client.options):
                assert method(path, follow=True).status_code == 200

    assert list(Follow.objects.order_by("pk").values()) == before


def test_only_the_button_confirms(client: Client) -> None:
    follow = FollowFactory(unconfirmed=True, rhythm="maand", email="an@aalten.example")
    page = client.get(follow.get_absolute_url())

    assert heading(page) == "Bevestig wat u wilt volgen"
    assert "Vroeg u om mail op an@aalten.example" in main(page)
    assert "Elke maand hoogstens één mail" in main(page)
    client.post(follow.get_absolute_url(), {"doe": "iets"})
    follow.refresh_from_db()
    assert follow.confirmed_at is None

    response = client.post(follow.get_absolute_url(), {"doe": "bevestig"}, follow=True)

    follow.refresh_from_db()
    assert follow.confirmed_at
    assert heading(response) == "Wat u volgt"


def test_who_did_not_ask_erases_the_address_at_once(client: Client) -> None:
    follow = FollowFactory(unconfirmed=True)

    response = client.post(follow.get_absolute_url(), {"doe": "stop"}, follow=True)

    assert heading(response) == "U volgt dit niet meer"
    assert not Follow.objects.exists()
    assert client.get(follow.get_absolute_url()).status_code == 404


def test_the_rhythm_is_changed_on_the_same_page(client: Client) -> None:
    follow = follower()

    wrong = client.post(follow.get_absolute_url(), {"doe": "wijzig", "ritme": "elk uur"})
    assert "Kies elke week of elke maand." in main(wrong)
    client.post(follow.get_absolute_url(), {"doe": "wijzig", "ritme": "maand"})

    follow.refresh_from_db()
    assert follow.rhythm == "maand"
    assert follow.due_at > timezone.now() + timedelta(days=27)


def test_the_key_to_the_page_goes_nowhere_else(client: Client) -> None:
    response = client.get(follower().get_absolute_url())

    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_all_that_is_kept_can_be_taken_along(client: Client) -> None:
    follow = follower(query="soort=portret", email="an@aalten.example")
    response = client.get(f"/volgen/{follow.token}/gegevens/")

    kept = json.loads(response.content)
    assert (kept["mailadres"], kept["keuze"], kept["hoe vaak"]) == ("an@aalten.example", "soort=portret", "week")
    assert follow.token not in response.content.decode()
    assert len(kept) == len(Follow._meta.concrete_fields) - 2
    assert "attachment" in response["Content-Disposition"]


def test_what_is_no_longer_public_is_said(client: Client) -> None:
    follow = follower(query="thema=verdwenen")

    assert "Wat u volgde, is niet meer openbaar." in main(client.get(follow.get_absolute_url()))


def test_who_did_not_confirm_is_promised_no_mail_on_what_is_gone(client: Client) -> None:
    follow = FollowFactory(query="thema=verdwenen", unconfirmed=True)
    page = client.get(follow.get_absolute_url())

    assert "Wat u wilde volgen, is niet meer openbaar." in main(page)
    assert "nog één mail" not in main(page)
    assert 'value="bevestig"' not in page.content.decode()
    assert 'value="stop"' in page.content.decode()


def test_a_mailbox_that_follows_too_much_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "MOST", 1)
    follower(email="an@aalten.example")
    follow = FollowFactory(email="an@aalten.example", query="soort=portret", unconfirmed=True)

    response = client.post(follow.get_absolute_url(), {"doe": "bevestig"})

    assert response.status_code == 409
    assert "U volgt al 1 keuzes" in main(response)


# --- One click ------------------------------------------------------------------------------------------------------


def test_one_click_of_a_mail_program_stops_it_without_a_cookie_or_a_page_in_between() -> None:
    follow = follower()
    robot = Client(enforce_csrf_checks=True)

    response = robot.post(f"/volgen/stop/{follow.token}/", {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not Follow.objects.exists()
    assert response.cookies == {}
    again = robot.post(
        f"/volgen/stop/{follow.token}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert (again.status_code, again.content) == (200, response.content)


def test_who_opens_that_address_finds_the_button(client: Client) -> None:
    follow = follower()

    assert client.get(f"/volgen/stop/{follow.token}/")["Location"] == follow.get_absolute_url()
    assert client.post(f"/volgen/stop/{follow.token}/")["Location"] == follow.get_absolute_url()
    assert Follow.objects.exists()


def test_the_other_forms_are_protected_by_a_cookie() -> None:
    follow, robot = follower(), Client(enforce_csrf_checks=True)

    assert robot.post(follow.get_absolute_url(), {"doe": "stop"}).status_code == 403
    assert robot.post("/volgen/", GIVEN | opened()).status_code == 403
    assert Follow.objects.count() == 1
    assert not OutgoingMail.objects.exists()
