"""A reference row as data, beside what earlier releases kept of one."""

import pytest

from cases.revisions.reference_content import content_of, differences_between, same
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_version_older_than_a_field_says_the_same_while_that_is_empty() -> None:
    theme = ThemeFactory()
    content = content_of(theme)
    older = {name: value for name, value in content.items() if name != "question"}

    assert same(older, content)
    assert differences_between(theme, older, content) == []
    assert not same(older, content | {"question": "Wat helpt?"})
    assert not same(content | {"position": 0}, content | {"position": None})
