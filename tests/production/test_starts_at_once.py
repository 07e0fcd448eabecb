"""Two servers that start at the same moment on one database: both end well, and everything is there once."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from cases.models import Case, PublicationEvent, PublishedCase
from gouden.one_at_a_time import WAITING
from tests.production.containers import ROOT
from tests.production.own_process import on
from tests.upgrades.example import trim
from tests.upgrades.restoring import in_use, restored, steps

# A few cases in place of the whole catalogue, and a folder of the test's own for the static files.
MANAGE = """
import sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import execute_from_command_line
settings.FIXTURE_DIR, settings.STATIC_ROOT = map(Path, sys.argv[1:3])
execute_from_command_line(["manage.py", *sys.argv[3:]])
"""


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of the kind the other tests use; on SQLite the file is not there yet."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'gouden.sqlite3'}"
    address: str = request.getfixturevalue("database_url")
    return address


@pytest.fixture
def filled(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a database that an earlier release filled."""
    with django_db_blocker.unblock(), restored("a0d1a07", tmp_path) as url:
        yield url


def at_once(url: str, folder: Path, commands: list[list[str]]) -> list[str]:
    """Do these commands of manage.py one after the other, twice at the same time; return what both said, all well."""
    fixtures = folder / "fixtures"
    if not fixtures.exists():
        fixtures.mkdir()
        (fixtures / "reference").symlink_to(ROOT / "fixtures" / "reference")
        (fixtures / "catalogue").symlink_to(ROOT / "tests" / "cases" / "loading" / "data" / "catalogue")
    manage = [sys.executable, "-c", MANAGE, str(fixtures), str(folder / "static")]
    line = " && ".join(shlex.join([*manage, *command]) for command in commands)
    both = [
        subprocess.Popen(
            line, shell=True, cwd=ROOT, env=on(url), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    return said


def found(url: str, django_db_blocker: DjangoDbBlocker) -> tuple[int, int, int]:
    """Return how many accounts, cases and events there are, after finding all that is derived as it should be."""
    with django_db_blocker.unblock(), in_use(url):
        call_command("rebuild_published", "--check")
        assert PublishedCase.objects.count() <= Case.objects.count()
        return User.objects.count(), Case.objects.count(), PublicationEvent.objects.count()


def test_two_first_starts_make_one_account_and_tell_its_password_once(
    empty: str, tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    said = at_once(empty, tmp_path, [["setup"]])

    assert sorted(len(re.findall(r"wachtwoord \S+ ", each)) for each in said) == [0, 1]
    assert sum("er is al een account" in each for each in said) == 1
    assert sorted(each.startswith(WAITING) for each in said) == [False, True]
    assert found(empty, django_db_blocker)[:2] == (1, 2)


@pytest.mark.deep
def test_two_servers_bring_one_filled_database_up_to_date(
    filled: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    trim(ROOT / "fixtures", tmp_path / "fixtures")

    said = at_once(filled, tmp_path, steps())

    assert sum("zoekindex opnieuw gemaakt" in each for each in said) == 1
    assert found(filled, django_db_blocker)[0] == 5
