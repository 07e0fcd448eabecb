"""How much one request may send. Byte for byte: tests/production/test_headers_and_bodies.py."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from cases.admin.transfer import sheets
from gouden.web.guard.limits import ADDRESS, PUBLIC_BODY, PUBLIC_FIELDS
from tests.reading import heading, main

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def test_a_form_of_the_site_takes_no_more_than_its_fields_need(client: Client) -> None:
    response = client.post("/gemist/", {"bericht": "a" * PUBLIC_BODY})

    assert (response.status_code, response["Cache-Control"]) == (413, "no-store")
    assert heading(response) == "Dit is te veel om te versturen"
    assert "groter dan de 250 kB" in main(response)
    assert "Er is niets opgeslagen. Ga terug met de knop Vorige" in main(response)


def test_the_longest_answer_that_fits_a_form_is_taken(client: Client) -> None:
    """Two texts of 5,000 letters that take twelve bytes each."""
    response = client.post("/gemist/", {"bericht": "\U0001f600" * 5_000, "zoek": "\U0001f600" * 5_000}, headers={})

    assert response.status_code == 200
    assert "1000 tekens" in main(response)


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        ("&".join(f"veld{number}=1" for number in range(PUBLIC_FIELDS + 1)), FORM),
        ("&" * 100_000, FORM),
        ("a&" * 100_000, FORM),
        (
            "".join(f'--x\r\nContent-Disposition: form-data; name="a{n}"\r\n\r\n1\r\n' for n in range(3_000)) + "--x--",
            "multipart/form-data; boundary=x",
        ),
        (
            "".join(
                f'--x\r\nContent-Disposition: form-data; name="a{n}"; filename="a"\r\n\r\n1\r\n' for n in range(100)
            )
            + "--x--",
            "multipart/form-data; boundary=x",
        ),
    ],
    ids=["fields", "separators", "names", "parts", "files"],
)
def test_a_form_of_the_site_takes_no_more_fields_than_it_has(client: Client, body: str, type_: str) -> None:
    response = client.post("/gemist/", body, content_type=type_)

    assert response.status_code == 400
    assert "Er is niets opgeslagen." in main(response)


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/admin/cases/theme/add/", 6_000_000), ("/admin/login/", PUBLIC_BODY)],
    ids=["editor", "visitor"],
)
def test_an_editor_may_send_more_and_is_told_what_to_do_when_it_is_too_much(
    client: Client, admin_client: Client, path: str, limit: int
) -> None:
    asked = client if limit == PUBLIC_BODY else admin_client

    fits, too_much = (asked.post(path, {"name": "a" * (limit + more)}) for more in (-1_000, 1))

    assert fits.status_code == 200
    assert too_much.status_code == 413
    assert "daar staat nog wat u invulde" in main(too_much)


def test_whose_session_ended_is_sent_to_sign_in_whatever_the_form_holds(client: Client) -> None:
    response = client.post("/admin/cases/theme/add/", {f"veld{number}": "1" for number in range(PUBLIC_FIELDS + 100)})

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_an_editor_is_told_of_too_many_fields(admin_client: Client, settings: Settings) -> None:
    response = admin_client.post("/admin/cases/theme/add/", {f"veld{number}": "1" for number in range(5_001)})

    assert response.status_code == 400
    assert "te veel velden om in één keer te versturen" in main(response)
    assert "Er is niets opgeslagen." in main(response)


def test_a_file_of_the_largest_size_can_be_chosen(admin_client: Client) -> None:
    file = SimpleUploadedFile("te-groot.csv", b"a" * (sheets.BYTES + 1))

    response = admin_client.post("/admin/cases/case/inlezen/", {"file": file})

    assert (response.status_code, "Dit bestand is groter dan 5 MB." in main(response)) == (200, True)


def test_an_address_has_a_length(client: Client) -> None:
    path = "/praktijkvoorbeelden/?zoek="
    fits = client.get(path + "a" * (ADDRESS - len(path)))
    page, problem = client.get(path + "a" * ADDRESS), client.get(f"/api/v1/themas?a={'a' * ADDRESS}")

    assert fits.status_code == 200
    assert (page.status_code, heading(page), page["Cache-Control"]) == (414, "Dit adres is te lang", "no-store")
    assert json.loads(problem.content) == {
        "status": 414,
        "title": "Adres te lang",
        "detail": "Dit adres is langer dan 4.000 tekens. Vraag om minder tegelijk.",
    }


@pytest.mark.parametrize("path", ["/", "/praktijkvoorbeelden/", "/api/v1/themas", "/admin/login/"])
def test_to_ask_for_a_page_nothing_is_sent(client: Client, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        assert client.generic(method, path, b"a").status_code == 413


def test_the_api_says_so_in_its_own_form(client: Client) -> None:
    sent, chunked = (
        client.generic("GET", "/api/v1/themas", b"{}"),
        client.get("/api/v1/themas", headers={"transfer-encoding": "chunked"}),
    )

    for response, status, title in ((sent, 413, "Aanvraag te groot"), (chunked, 411, "Lengte ontbreekt")):
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
        assert response["API-Version"]
        assert json.loads(response.content)["title"] == title
    # A method that means nothing here is refused as before, with or without a body.
    assert client.post("/api/v1/themas", b"{}", content_type="application/json").status_code == 405


def test_the_api_reads_so_many_values_of_a_parameter(client: Client) -> None:
    query = "&".join(f"gemeente={number:04}" for number in range(101))

    response = client.get(f"/api/v1/praktijkvoorbeelden?{query}")

    assert response.status_code == 400
    assert json.loads(response.content)["invalidParams"] == [
        {"name": "gemeente", "reason": "Geef ten hoogste 100 waarden tegelijk."}
    ]


def test_the_api_names_only_so_many_mistakes(client: Client) -> None:
    unknown = client.get("/api/v1/themas?" + "&".join(f"a{number}=" for number in range(600)))
    fields = client.get("/api/v1/praktijkvoorbeelden?velden=" + ",".join("x" for _ in range(1_900)))

    for response in (unknown, fields):
        assert (response.status_code, len(json.loads(response.content)["invalidParams"])) == (400, 50)
