"""Everything public can be made again from its source, and a difference is found."""

import io

import pytest
from django.core.management import CommandError, call_command

from cases.models import PublishedCase
from tests.factories import PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def check() -> str:
    out = io.StringIO()
    call_command("rebuild_published", "--check", stdout=out, stderr=out)
    return out.getvalue()


def test_the_check_is_content_after_publishing() -> None:
    PublishedCaseFactory()

    assert "1 gepubliceerde voorbeelden zijn gelijk" in check()


@pytest.mark.parametrize("tampered", ["title", "record", "themes", "places"])
def test_the_check_names_what_was_changed_behind_the_verbs(tampered: str) -> None:
    published = PublishedCaseFactory(case__slug="naoberfonds")
    if tampered == "themes":
        published.themes.add(ThemeFactory())
    elif tampered == "places":
        published.places.all().delete()
    else:
        PublishedCase.objects.update(**{tampered: {"titel": "Anders"} if tampered == "record" else "Anders"})
    err = io.StringIO()

    with pytest.raises(CommandError, match="1 gepubliceerde"):
        call_command("rebuild_published", "--check", stderr=err)

    assert err.getvalue().startswith("naoberfonds: ")
    assert tampered in err.getvalue()


def test_a_rebuild_puts_it_right() -> None:
    PublishedCaseFactory()
    PublishedCase.objects.update(title="Anders")

    call_command("rebuild_published", "--all", stdout=io.StringIO())

    assert "gelijk" in check()
