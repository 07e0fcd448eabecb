"""What every test may use."""

import io

import pytest
from django.core.management import call_command


@pytest.fixture
def catalogue(db: None) -> None:
    """The real catalogue, loaded as `setup` does."""
    call_command("import_municipalities", stdout=io.StringIO())
    call_command("load_catalogue", stdout=io.StringIO())
