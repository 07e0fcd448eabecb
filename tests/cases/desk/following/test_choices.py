"""What is followed is exactly what the list finds, in words that say so."""

import pytest
from django.http import QueryDict

from cases import publishing
from cases.desk.following import choices
from tests.factories import MunicipalityFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def read(query: str) -> choices.FollowedChoice:
    choice = choices.read(QueryDict(query))
    assert choice
    return choice


def test_the_parameters_are_written_in_one_way() -> None:
    ThemeFactory(slug="wonen")
    ThemeFactory(slug="armoede")

    first = read("soort=portret&thema=wonen&thema=armoede&page=2&sorteer=titel&voor=0197")
    second = read("thema=armoede&thema=wonen&thema=armoede&soort=portret&utm_source=nieuwsbrief")

    assert first.query == second.query == "thema=armoede&thema=wonen&soort=portret"


def test_words_say_what_is_chosen_and_name_no_number() -> None:
    ThemeFactory(slug="schulden", name="Schulden")
    MunicipalityFactory(cbs_code="0197", name="Aalten")

    assert read("").words == "alle praktijkvoorbeelden"
    assert read("thema=schulden&soort=praktijk&gemeente=0197").words == "praktijken over schulden in Aalten"
    assert read("soort=praktijk&soort=portret").words == "portretten en praktijken"
    assert read("status=loopt").words == "praktijkvoorbeelden, die bij het laatste bericht nog liepen"
    assert (
        read("gemeentegrootte=20000-50000").words == "praktijkvoorbeelden in gemeenten met 20.000 tot 50.000 inwoners"
    )
    assert read("jaarVan=2010&jaarTot=2015").words == "praktijkvoorbeelden uit de jaren 2010 tot en met 2015"


def test_words_that_only_put_the_question_choose_nothing() -> None:
    assert read("zoek=hoe").query == ""


def test_a_list_that_lost_a_parameter_is_not_another_list() -> None:
    one = ThemeFactory(slug="een")
    ThemeFactory(slug="twee")
    PublishedCaseFactory(case__themes=[one])
    both, only = read("thema=een&thema=twee").query, read("thema=een&soort=praktijk").query
    type(one).objects.filter(pk=one.pk).update(published_at=None)

    assert choices.stored(only) is None, "it would be every practice"
    assert choices.stored(both) is None, "it would be half of it"


def test_one_case_is_followed_wherever_it_moves() -> None:
    case = PublishedCaseFactory(case__slug="startgeld", case__title="Startgeld").case
    other = PublishedCaseFactory().case
    choice = read("voorbeeld=startgeld&thema=iets")
    assert (choice.query, choice.words) == ("voorbeeld=startgeld", "het voorbeeld ‘Startgeld’")

    case.slug = "geld-om-te-beginnen"
    case.save()
    publishing.publish(case=case, by=None)

    kept = choices.stored(choice.query)
    assert kept
    assert kept.path == "/praktijkvoorbeelden/geld-om-te-beginnen/"
    assert kept.among([case.pk, other.pk]) == {case.pk}


def test_a_case_that_never_was_public_cannot_be_followed() -> None:
    assert choices.read(QueryDict("voorbeeld=geheim")) is None
    assert choices.read(QueryDict("voorbeeld=a%00b")) is None
