"""What a reader sees of a page: its title, its headings and the text of a part of it."""

import html
import re

from django.http import HttpResponse


def title(response: HttpResponse) -> str:
    """Return what the browser's tab says."""
    return _text(_inside(response, "title"))


def heading(response: HttpResponse) -> str:
    """Return the one h1; fails when there is not exactly one."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert len(found) == 1, found
    return _text(found[0])


def main(response: HttpResponse) -> str:
    """Return the text of the page itself, without menu and footer."""
    return _text(_inside(response, "main"))


def links(response: HttpResponse) -> list[str]:
    """Return where the links of the page itself lead; to the results of a list as to the list."""
    return [
        html.unescape(url).removesuffix("#resultaten")
        for url in re.findall(r'<a[^>]* href="([^"]*)"', _inside(response, "main"))
    ]


def _inside(response: HttpResponse, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", response.content.decode(), re.DOTALL)
    assert found, f"no {tag}"
    return found[1]


def _text(markup: str) -> str:
    flowing = re.sub(r"</?(a|b|cite|em|i|span|strong|time)\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", flowing)).split())
