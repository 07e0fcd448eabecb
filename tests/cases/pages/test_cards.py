"""The parts of a card that are rendered once for what it says."""

import copy

import pytest
from django.template.loader import render_to_string

from cases.models import PublishedCase
from cases.templatetags.cards import card_brief, card_kind
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db


def test_a_part_is_what_its_template_says_and_another_when_the_card_is() -> None:
    PublishedCaseFactory(case__title="Startgeld")
    card = PublishedCase.objects.get().card
    changed = copy.deepcopy(card) | {"status": "gestopt", "soort": "beschouwing"}
    changed["themas"] = [{**card["themas"][0], "naam": "Anders <genoemd>"}]

    for part, name in ((card_kind, "card_kind"), (card_brief, "card_brief")):
        for said in (card, changed, card):
            assert part(said) == render_to_string(f"components/{name}.html", {"card": said})
        assert part(changed) != part(card)
        # Why a list shows it stands beside these parts.
        assert part({**card, "marked": "<mark>geld</mark>", "fit": object()}) == part(card)
