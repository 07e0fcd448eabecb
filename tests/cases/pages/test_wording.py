"""A stored record in Dutch sentences."""

import pytest

from cases.models import Claim
from cases.pages.wording import mailto, strength
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


def test_every_kind_of_evidence_has_a_strength_and_a_stronger_one_never_less() -> None:
    strengths = [strength(evidence) for evidence in Claim.Evidence]

    assert strengths == sorted(strengths, reverse=True)
    assert set(strengths) == {1, 2, 3}
    assert strength("") == 0


def test_a_message_keeps_what_an_address_would_swallow() -> None:
    assert mailto("a@b.nl", "Eten & drinken?", "één\ntwee") == (
        "mailto:a@b.nl?subject=Eten%20%26%20drinken%3F&body=%C3%A9%C3%A9n%0Atwee"
    )
