"""What must be seen of a filter added by its recipe; run by tests/test_howto.py in the copy it was added to."""

import json
from html import unescape
from typing import Any

from django.test import Client

from cases.listing import ResultSet
from cases.listing.filters import CaseFilter
from cases.models import Article, PublishedCase


def look() -> None:
    """Choose an article by the filter, on the site and in the API."""
    article = Article.objects.filter(cases__isnull=False).order_by("slug")[0]
    cases = set(PublishedCase.objects.filter(articles=article).values_list("slug", flat=True))
    reader, chosen = Client(), {"artikel": article.slug}

    page = unescape(reader.get("/praktijkvoorbeelden/", chosen).content.decode())
    assert f"{len(cases)} praktijk" in page
    assert f" uit {article}" in page
    assert f"artikel {article} - " in page.partition("</title>")[0]
    assert f"Artikel: {article}" in page
    assert f'name="artikel" value="{article.slug}"' in page
    assert {card["slug"] for card in _api(reader, "praktijkvoorbeelden", chosen)["resultaten"]} == cases
    facets = {facet["naam"]: facet["waarden"] for facet in _api(reader, "praktijkvoorbeelden/_facetten")["facetten"]}
    counts = {value["waarde"]: value["aantal"] for value in facets["artikel"]}
    assert counts[article.slug] == len(cases)
    operations = _api(reader, "openapi.json")["paths"]["/praktijkvoorbeelden"]["get"]["parameters"]
    assert "artikel" in {parameter["name"] for parameter in operations}
    assert reader.get("/api/v1/praktijkvoorbeelden", {"artikel": "bestaat-niet"}).status_code == 400
    assert reader.get("/praktijkvoorbeelden/feed.atom", chosen).content.decode().count("<entry>") == len(cases)
    assert "<code>artikel</code>" in reader.get("/api/").content.decode()
    assert "artikel" in reader.get("/api/referentie/").content.decode()
    filterset = CaseFilter(chosen, PublishedCase.objects.all())
    assert len(ResultSet.of(filterset)) == filterset.qs.count() == len(cases)


def _api(reader: Client, path: str, asked: dict[str, str] | None = None) -> Any:
    return json.loads(reader.get(f"/api/v1/{path}", asked).content)
