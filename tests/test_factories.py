import pytest
from django.apps import apps
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(factories.FACTORIES), ids=lambda m: m.__name__)
def test_it(model):
    row = factories.FACTORIES[model]()
    factories.FACTORIES[model]()
    if model.__name__ not in ("PublishedCase", "PublicationEvent", "PublishedPlace"):
        row.full_clean()


@pytest.mark.django_db
def test_all():
    have = {m for m in apps.get_models() if m._meta.app_label in ("municipalities", "cases")}
    assert have == set(factories.FACTORIES)
    c = factories.CaseFactory(with_source=True, portrait=True, running=True, themes=[factories.ThemeFactory()])
    assert c.kind == "portret"
    p = factories.PublishedCaseFactory(case__title="Hallo")
    assert p.title == "Hallo"
    factories.ClaimFactory(figure=True).full_clean()
