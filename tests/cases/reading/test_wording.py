"""A stored record in Dutch sentences."""

from typing import Any

import pytest

from cases.models import Claim
from cases.reading.wording import knowledge, lifecycle, mailto, standing, strength
from gouden.web.text.dutch_text import opening


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén zin.", "Eén zin."),
        ("Kort. Ook kort. Dit past er niet meer bij.", "Kort. Ook kort."),
        ("Wie wil dat? Élke buur. En dan komt er nog heel veel.", "Wie wil dat? Élke buur."),
        ("Een eerste zin die al langer is dan de ruimte. Meer.", "Een eerste zin die al langer is dan de ruimte."),
        (
            "Er zijn er ca. 20 of o.a. tien te vinden in de buurt.",
            "Er zijn er ca. 20 of o.a. tien te vinden in de buurt.",
        ),
        ("", ""),
    ],
)
def test_a_summary_opens_with_whole_sentences(text: str, expected: str) -> None:
    assert opening(text, room=24) == expected


def card(**fields: object) -> Any:
    return {
        "soort": "praktijk",
        "status": "loopt",
        "gecontroleerdOp": "2015-01-01",
        "beschrevenIn": 2015,
        "beschrevenInAfgeleid": False,
        "gevraagdOp": None,
    } | fields


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "Liep bij het laatste bericht (2015)"),
        ({"beschrevenInAfgeleid": True}, "Liep bij het laatste bericht (rond 2015)"),
        ({"beschrevenInAfgeleid": True, "gecontroleerdOp": "2026-03-01"}, "Liep bij het laatste bericht (2026)"),
        ({"status": "gepland"}, "Was gepland bij het laatste bericht (2015)"),
        ({"status": "geborgd"}, "Geborgd in het gewone werk (stand 2015)"),
        ({"status": "gestopt", "beschrevenInAfgeleid": True}, "Gestopt (stand rond 2015)"),
        ({"status": "onbekend", "gecontroleerdOp": None}, "Niet bekend of het nog loopt"),
        ({"soort": "beschouwing", "status": "onbekend"}, ""),
    ],
)
def test_nothing_reads_as_running_today_because_it_once_ran(said: dict[str, object], expected: str) -> None:
    assert lifecycle(card(**said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "Liep in 2015, sindsdien niet nagegaan"),
        ({"beschrevenInAfgeleid": True}, "Liep rond 2015, sindsdien niet nagegaan"),
        ({"gecontroleerdOp": "2014-01-01"}, "Liep in 2014, sindsdien niet nagegaan"),
        ({"gecontroleerdOp": "2026-03-01"}, "Liep nog, nagegaan op 1 maart 2026 (beschreven in 2015)"),
        (
            {"status": "gestopt", "gecontroleerdOp": "2026-03-01"},
            "Was gestopt, nagegaan op 1 maart 2026 (beschreven in 2015)",
        ),
        ({"status": "gepland"}, "Was gepland in 2015, sindsdien niet nagegaan"),
        ({"status": "geborgd"}, "Was geborgd in het gewone werk in 2015, sindsdien niet nagegaan"),
        ({"status": "veranderd"}, "Was veranderd in 2015, sindsdien niet nagegaan"),
        ({"status": "onbekend"}, "Beschreven in 2015, niet bekend of het nog loopt"),
        ({"gecontroleerdOp": None}, "Beschreven in 2015, niet bekend of het nog loopt"),
        ({"soort": "beschouwing", "status": "onbekend"}, "Beschreven in 2015"),
        (
            {"gevraagdOp": "2026-11-01"},
            "Liep in 2015, sindsdien niet nagegaan; op 1 november 2026 gevraagd of het nog loopt, nog geen antwoord",
        ),
    ],
)
def test_one_line_says_of_when_the_knowledge_is_and_whether_it_ran(said: dict[str, object], expected: str) -> None:
    assert standing(card(**said)) == expected


def test_a_question_that_waits_for_an_answer_shows_in_how_fresh_it_is() -> None:
    assert knowledge(card(gevraagdOp="2026-11-01")) == (
        "Beschreven in 2015, sindsdien niet nagegaan; op 1 november 2026 gevraagd of het nog loopt, nog geen antwoord"
    )


def test_a_year_that_no_source_states_is_about() -> None:
    assert knowledge(card()) == "Beschreven in 2015, sindsdien niet nagegaan"
    assert knowledge(card(beschrevenInAfgeleid=True)) == "Beschreven rond 2015, sindsdien niet nagegaan"


def test_every_kind_of_evidence_has_a_strength_and_a_stronger_one_never_less() -> None:
    strengths = [strength(evidence) for evidence in Claim.Evidence]

    assert strengths == sorted(strengths, reverse=True)
    assert set(strengths) == {1, 2, 3}
    assert strength("") == 0


def test_a_message_keeps_what_an_address_would_swallow() -> None:
    assert mailto("a@b.nl", "Eten & drinken?", "één\ntwee") == (
        "mailto:a@b.nl?subject=Eten%20%26%20drinken%3F&body=%C3%A9%C3%A9n%0Atwee"
    )
