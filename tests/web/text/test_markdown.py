"""Markdown becomes HTML that cannot do harm."""

import re

import pytest

from gouden.web.text.markdown import first_sentence, to_html


def test_paragraphs_lists_emphasis_quotes_and_links_are_kept() -> None:
    html = to_html("Een *twee* **drie**\nvier\n\n- a\n- b\n\n1. c\n\n> zegt zij\n\n[lees](https://lees.example/)")

    assert "<p>Een <em>twee</em> <strong>drie</strong>\nvier</p>" in html
    assert "<ul>\n<li>a</li>\n<li>b</li>\n</ul>" in html
    assert "<ol>\n<li>c</li>\n</ol>" in html
    assert "<blockquote>\n<p>zegt zij</p>\n</blockquote>" in html
    assert '<a href="https://lees.example/" rel="noopener noreferrer">lees</a>' in html


def test_headings_start_below_the_heading_of_the_section() -> None:
    assert to_html("# Kop\n\n## Onderkop").split("\n")[:2] == ["<h3>Kop</h3>", "<h4>Onderkop</h4>"]
    assert "<h6>Diep</h6>" in to_html("###### Diep")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "![plaatje](https://elders.example/x.png)",
        '<a href="https://x.example" style="color:red" onclick="x()">x</a>',
        "<iframe src=https://x.example></iframe>",
    ],
)
def test_what_could_do_harm_is_gone(text: str) -> None:
    html = to_html(text)

    for tag in ("<script", "<img", "<iframe"):
        assert tag not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert not re.search(r"<[^>]*\b(onclick|onerror|style)\b", html)


def test_nothing_stays_nothing() -> None:
    assert to_html("") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Begin *klein*, met\n[een vraag](https://lees.example/). En dan meer.", "Begin klein, met een vraag."),
        ("## Kop\n\n- Eerst dit\n- Dan dat", "Eerst dit"),
        ("Er zijn er ca. 20. Meer niet.", "Er zijn er ca. 20."),
        ("Zij vroeg: ‘Kan dat?’\n\nDat kon.", "Zij vroeg: ‘Kan dat?’"),
        (
            "Volgens dr. Jansen en J. Smit o.a. Mw. Bos werkt het. Meer niet.",
            "Volgens dr. Jansen en J. Smit o.a. Mw. Bos werkt het.",
        ),
        ("> Zegt zij. En hij.", "Zegt zij."),
        ("**1 < 2** & `x`", "1 < 2 & x"),
        ("", ""),
    ],
)
def test_a_text_opens_with_its_first_sentence_without_marks(text: str, expected: str) -> None:
    assert first_sentence(text) == expected
