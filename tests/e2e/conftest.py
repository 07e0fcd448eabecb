"""A real server with the real catalogue, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.catalogue_copy import CatalogueCopy
from tests.child_process import ending_with_us
from tests.e2e.checks import complaints

# The first of these takes two thirds of the time: it draws pages and no windows around them.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), "")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(settings.BASE_DIR)
START_SECONDS = 60
# A machine that runs the whole suite at once is slow, not broken.
expect.set_options(timeout=20_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark everything here as e2e, and once: a browser makes the same of a page whichever database it came from.

    Without a Chromium skip it, unless the gate says there must be one.
    """
    here = Path(__file__).parent
    skip = pytest.mark.skip(reason="geen Chromium op deze computer; installeer er een voor de browsertests")
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.once)
            if not CHROMIUM and not os.environ.get("GOUDEN_REQUIRE_BROWSER"):
                item.add_marker(skip)


@contextmanager
def new_database(folder: Path, migrated_file: Path | None) -> Iterator[str]:
    """A database of its own, of the kind the other tests use."""
    database = settings.DATABASES["default"]
    if migrated_file:
        shutil.copyfile(migrated_file, folder / "site.sqlite3")
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"gouden_e2e_{uuid4().hex[:8]}"
    server = f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def serving(environment: dict[str, str], *, prepared_by: str) -> Iterator[str]:
    """The address of a running portal, after the function `prepare` of this module filled its database."""
    prepare = ["shell", "--no-imports", "--command", f"from {prepared_by} import prepare; prepare()"]
    done = subprocess.run(
        [sys.executable, "manage.py", *prepare], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "gouden.wsgi",
        "--bind",
        address,
        "--threads",
        "4",
        "--no-control-socket",
    ]
    with subprocess.Popen(ending_with_us(command), cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://{address}/healthz")
            yield f"http://{address}"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path | None) -> Iterator[str]:
    with new_database(tmp_path_factory.mktemp("e2e"), migrated_file) as url:
        yield url


@pytest.fixture(scope="session")
def site(database_url: str, catalogue_copy: CatalogueCopy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running portal with the complete catalogue, and static files as production has them."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "GOUDEN_E2E_CATALOGUE": str(catalogue_copy.file),
        "GOUDEN_E2E_STATIC": str(tmp_path_factory.mktemp("static")),
    }
    with serving(environment, prepared_by="tests.e2e.catalogue") as address:
        yield address


def wait_for(url: str) -> None:
    """Return as soon as `url` answers; fail when it does not within START_SECONDS."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


# Not for the session: its driver keeps an event loop, in which Django opens a second connection for the tests after it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def beside_the_browser(django_db_setup: None) -> Iterator[None]:
    """The browser's driver keeps an event loop in this thread; Django would refuse to ask the database anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser as a visitor has it, in Dutch. Nothing glides: what is looked at has come to rest."""
    context = browser.new_context(base_url=site, locale="nl-NL", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when the browser complains (the CSP, a script, a missing file)."""
    page = context.new_page()
    found = complaints(page)
    yield page
    assert found == []
