"""A client that openapi-python-client makes from the schema, as partners do: it reads all there is, and loses nothing.

`.ci/clients` asks the same of clients in TypeScript and, in the long profile, of those of openapi-generator.
"""

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client

from cases import publishing
from cases.models import Case, CatalogueState, PublicationEvent, PublishedCase, PublishedClaim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

SCHEMA = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.json"
PACKAGE = "gouden_client"
NEXT = re.compile(r'<[^>]*[?&]cursor=([^&>]+)[^>]*>; rel="next"')


class Site(httpx.BaseTransport):
    """The way to this site, without a network."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer: Any = Client().get(request.url.raw_path.decode())
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=b"".join(answer))


class GeneratedClient:
    """The client: `ask` names an operation as the schema does, and says that nothing of the answer was lost."""

    def __init__(self, operations: dict[str, Any]) -> None:
        self.operations = operations
        made = importlib.import_module(PACKAGE)
        self.client = made.Client(
            base_url="https://gouden.test/api/v1",
            raise_on_unexpected_status=True,
            httpx_args={"transport": Site()},
        )
        self.asked: set[str] = set()

    def answer(self, operation: str, *keys: str, **parameters: Any) -> Any:
        """Return what the client makes of the answer."""
        self.asked.add(operation)
        module = f"{PACKAGE}.api.{self.operations[operation]['tags'][0]}.{snake(operation)}"
        return importlib.import_module(module).sync_detailed(*keys, client=self.client, **parameters)

    def ask(self, operation: str, *keys: str, **parameters: Any) -> Any:
        """Return the answer, after checking that the client holds all of it."""
        answer = self.answer(operation, *keys, **parameters)
        assert answer.status_code == 200, answer.content
        assert told(answer.parsed) == json.loads(answer.content), operation
        return answer

    def velden(self, operation: str, *names: str) -> list[Any]:
        module = importlib.import_module(f"{PACKAGE}.models.{snake(operation)}_velden_item")
        kind = getattr(module, f"{operation[0].upper()}{operation[1:]}VeldenItem")
        return [kind(name) for name in names]


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def told(parsed: Any) -> Any:
    """Return what a client holds as JSON; it writes moments in its own way."""
    text = json.dumps(parsed.to_dict())
    return json.loads(re.sub(r'(T[0-9:.]+)\+00:00"', r'\1Z"', text))


@pytest.fixture(scope="module")
def operations() -> dict[str, Any]:
    paths = json.loads(SCHEMA.read_text(encoding="utf-8"))["paths"]
    return {methods["get"]["operationId"]: methods["get"] for methods in paths.values()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("client")
    (folder / "config.yml").write_text("post_hooks: []\n")
    program = Path(sys.executable).with_name("openapi-python-client")
    command = [program, "generate", "--path", SCHEMA, "--meta", "none", "--config", folder / "config.yml"]
    done = subprocess.run(
        [*command, "--output-path", folder / PACKAGE], capture_output=True, text=True, timeout=120, check=False
    )
    # It names here what of the schema it cannot make anything of.
    assert (done.returncode, "Warning" in done.stdout + done.stderr) == (0, False), done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def client(made: None, operations: dict[str, Any]) -> GeneratedClient:
    return GeneratedClient(operations)


def test_it_reads_every_list_and_every_detail_and_loses_nothing(
    client: GeneratedClient, operations: dict[str, Any]
) -> None:
    for name in [name for name in operations if name.startswith("lijst") and name != "lijstWijzigingen"]:
        page, seen, rows = 1, 0, []
        # Of the longest lists the first pages; the cases are walked whole below.
        while page <= 2:
            answer = client.ask(name, page=page, page_size=100).parsed
            rows, seen = rows or answer.resultaten, seen + len(answer.resultaten)
            if seen == answer.aantal:
                break
            page += 1
        assert rows, name
        parameters = operations[detail := detail_of(name, operations)]["parameters"]
        (key,) = [one["name"] for one in parameters if one["in"] == "path"]
        client.ask(detail, str(rows[0].to_dict()["id" if key == "identifier" else key]))
    for name in ("telPraktijkvoorbeeldenPerFacet", "toonCodeboek", "toonCodeboekUitspraken"):
        client.ask(name)


def detail_of(name: str, operations: dict[str, Any]) -> str:
    """Return the operation that gives one of what this one lists: the shortest with the same tag."""
    about = operations[name]["tags"]
    found = [one for one, told in operations.items() if one.startswith("toon") and told["tags"] == about]
    return min(found, key=lambda one: "Codeboek" in one)


def test_it_walks_the_whole_catalogue_by_cursor_with_every_key_or_some(client: GeneratedClient) -> None:
    for names, expected in (
        (["*"], list(PublishedCase.objects.values_list("record", flat=True))),
        (["slug", "titel"], [{"slug": one.slug, "titel": one.title} for one in PublishedCase.objects.all()]),
        ([], list(PublishedCase.objects.values_list("card", flat=True))),
    ):
        operation, cursor, found = "lijstPraktijkvoorbeelden", "begin", []
        chosen = {"velden": client.velden(operation, *names)} if names else {}
        while cursor:
            answer = client.ask(operation, cursor=cursor, page_size=100, **chosen)
            found += told(answer.parsed)["resultaten"]
            following = NEXT.search(answer.headers["link"])
            cursor = following[1] if following else ""
        assert sorted(found, key=lambda one: one["slug"]) == sorted(expected, key=lambda one: one["slug"])


def test_it_follows_the_changes_and_reads_the_files(client: GeneratedClient) -> None:
    since, found = "0", 0
    while True:
        page = client.ask("lijstWijzigingen", sinds=since, page_size=100).parsed
        if not page.resultaten:
            break
        since, found = page.cursor, found + len(page.resultaten)
    assert found == PublicationEvent.objects.filter(subject=PublicationEvent.Subject.CASE).count()

    for operation, model, stored in (
        ("exporteerPraktijkvoorbeelden", "record", PublishedCase.objects),
        ("exporteerUitspraken", "published_claim", PublishedClaim.objects),
    ):
        module = importlib.import_module(f"{PACKAGE}.models.{model}")
        kind = getattr(module, model.title().replace("_", ""))
        lines = client.answer(operation).content.splitlines()
        assert len(lines) == stored.count()
        for line in lines[:50]:
            assert told(kind.from_dict(json.loads(line))) == json.loads(line)


def test_it_understands_what_is_refused(client: GeneratedClient) -> None:
    slug = PublishedCase.objects.values_list("slug", flat=True)[0]
    publishing.withdraw(case=Case.objects.get(slug=slug), by=None, reason="Klopt niet.")

    wrong = client.answer("lijstPraktijkvoorbeelden", thema=["bestaat-niet"])
    assert (wrong.status_code, wrong.parsed.title) == (400, "Ongeldige aanvraag")
    assert [one.name for one in wrong.parsed.invalid_params] == ["thema"]
    assert client.answer("toonThema", "bestaat-niet").parsed.status == 404
    gone = client.answer("toonPraktijkvoorbeeld", slug)
    assert (gone.status_code, gone.parsed.detail) == (410, "Klopt niet.")
    again = client.answer("lijstWijzigingen", sinds="999999")
    assert (again.status_code, again.parsed.title) == (410, "Begin opnieuw")
    assert again.parsed.cursor == str(CatalogueState.counters().cursor)
