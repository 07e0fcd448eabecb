"""The factories make rows that an editor could have saved."""

import pytest
from django.apps import apps
from django.db.models import Model

from cases.models import Case, PublicationEvent
from cases.publishing.rules import problems
from tests.factories import (
    FACTORIES,
    CaseFactory,
    CaseMunicipalityFactory,
    ClaimFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

# The public side is prepared by code, so its columns are not filled the way forms ask.
PREPARED = {"PublishedCase", "PublishedClaim", "PublishedPlace", "PublicationEvent", "CatalogueState"}


def test_every_model_has_a_factory() -> None:
    apps_of_ours = ("accounts", "municipalities", "cases")
    ours = {model for name in apps_of_ours for model in apps.get_app_config(name).get_models()}
    assert FACTORIES.keys() == ours


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_every_factory_makes_valid_rows_again_and_again(model: type[Model]) -> None:
    for _ in range(2):
        row = FACTORIES[model]()
        assert isinstance(row, model)
        if model.__name__ not in PREPARED:
            row.full_clean()


def test_a_bare_case_is_a_draft_that_cannot_be_published_yet() -> None:
    assert {problem.field for problem in problems(CaseFactory())} == {"citations", "themes", "without_place"}


def test_a_case_with_a_source_can_be_published() -> None:
    case = CaseFactory(with_source=True)
    assert problems(case) == []
    assert case.case_municipalities.get().role == "eigen"


def test_a_case_keeps_what_the_test_gave_it() -> None:
    theme = ThemeFactory(name="Schulden")
    case = CaseFactory(with_source=True, portrait=True, running=True, themes=[theme], without_place="Landelijk.")
    assert list(case.themes.all()) == [theme]
    assert not case.case_municipalities.exists()
    assert (case.kind, case.lifecycle) == ("portret", "loopt")
    case.full_clean()


def test_a_figure_has_its_unit_and_source() -> None:
    claim = ClaimFactory(figure=True)
    claim.full_clean()
    assert problems(claim.case) != []
    assert "claims" not in {problem.field for problem in problems(claim.case)}


def test_a_published_case_went_through_the_verb() -> None:
    municipality = CaseMunicipalityFactory().municipality
    published = PublishedCaseFactory(case__title="Startgeld voor bewoners", case__municipalities=[municipality])
    assert published.title == "Startgeld voor bewoners"
    assert published.case.state == Case.State.PUBLISHED
    assert PublicationEvent.objects.get().kind == "gepubliceerd"
    assert list(published.municipalities.all()) == [municipality]
