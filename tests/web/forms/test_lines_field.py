"""Lists are edited as one text a line."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import Synonym
from gouden.web.forms.lines_field import LinesField
from tests.cases.admin.admin_forms import typed
from tests.factories import OrganisationFactory, SynonymFactory, UserFactory


def refused(field: LinesField, text: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        field.clean(text)
    return " ".join(refusal.value.messages)


def test_a_line_is_an_entry_without_spaces_around_it_and_empty_lines_are_dropped():
    assert LinesField().clean("  Stichting A \r\n\r\n Stichting   B\n") == ["Stichting A", "Stichting B"]


def test_what_is_stored_is_shown_and_comes_back_unchanged():
    stored = ["Buurtzorg", "Cliëntenraad ‘De Brug’", "a, b; c"]
    assert LinesField().clean(LinesField().prepare_value(stored)) == stored


def test_a_list_that_did_not_change_is_no_change():
    assert not LinesField().has_changed(["a", "b"], "a\r\nb\r\n")
    assert LinesField().has_changed(["a", "b"], "b\r\na")


def test_it_is_empty_when_nothing_is_asked():
    assert LinesField(required=False).clean("") == []


def test_it_asks_for_a_line():
    assert refused(LinesField(), " \n ") == "Vul minstens één regel in."


def test_it_asks_for_two_terms_of_a_synonym():
    assert refused(LinesField(minimum=2), "wijkteam") == "Vul minstens 2 regels in, elke term op een eigen regel."


def test_it_names_a_line_that_is_there_twice():
    assert refused(LinesField(), "Wijkteam\nBuurtteam\nwijkteam") == "‘wijkteam’ staat er meer dan één keer."


def test_it_says_which_line_is_too_long():
    assert refused(LinesField(), "kort\n" + "x" * 201).startswith("Regel 2 is langer dan 200 tekens")


def test_a_character_nobody_sees_is_dropped_and_word_s_line_break_begins_a_line():
    assert LinesField().clean("wijk\x00team\x0bbuurt\u200bteam") == ["wijkteam", "buurtteam"]
    assert refused(LinesField(), "\x00\u200b") == "Vul minstens één regel in."


@pytest.mark.django_db
def test_names_and_misspellings_survive_the_form(client):
    client.force_login(UserFactory(is_superuser=True))
    organisation = OrganisationFactory(also_known_as=["Wel & Wee", "W&W"], misspellings=["Welenwee"])
    url = f"/admin/municipalities/organisation/{organisation.pk}/change/"

    assert client.post(url, typed(client.get(url), "organisation_form")).status_code == 302
    organisation.refresh_from_db()
    assert organisation.also_known_as == ["Wel & Wee", "W&W"]
    assert organisation.misspellings == ["Welenwee"]
    assert organisation.former_names == []


@pytest.mark.django_db
def test_one_term_is_no_synonym_and_what_was_typed_stays(client):
    client.force_login(UserFactory(is_superuser=True))
    synonym = SynonymFactory()
    url = f"/admin/cases/synonym/{synonym.pk}/change/"

    page = client.post(url, typed(client.get(url), "synonym_form", terms="sociaal wijkteam"))
    assert page.status_code == 200
    assert "Vul minstens 2 regels in" in page.content.decode()
    assert "sociaal wijkteam</textarea>" in page.content.decode()
    assert Synonym.objects.get().terms == ["wijkteam", "sociaal team"]
