"""How to cite a case, read back by what reads such files: rispy, pybtex and a CSL processor."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cases import publishing
from cases.desk import citing
from cases.projection.records import CaseRecord
from gouden.web.text.cleaning import line
from tests.citation_readers import formatted, read_back
from tests.factories import CaseFactory, CitationFactory, MunicipalityFactory, PublishedCaseFactory, ThemeFactory

HOSTILE = [
    "50% van {de} kosten & $5 #1_a \\ ~ ^",
    "}, url = {https://kwaad.example",
    "@misc{kwaad, title = {x}}",
    "ER  - ",
    "eerste\r\nER  - \r\nTY  - JOUR",
    "Één café in ’s-Hertogenbosch – “samen” „sterk” … € 5",
    "-- --- ''x'' ,, `` ?`",
    'Zo zegt men "jawel" <b>vet</b> | einde',
    "ĳ Ελλάδα 中文 🙂 ß æ Ø Łódź ő Š å",
    "A, B and C and D",
    "\\input{/etc/passwd} \\end{document}",
    "{",
    "}",
]


def shown_entry(record: CaseRecord) -> str:
    (entry,) = formatted(citing.csl_json([citing.citation(record)]))
    return entry


@pytest.mark.django_db
@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_or_publisher_breaks_a_file(title: str, settings: Any) -> None:
    settings.GOUDEN_PUBLISHER_NAME = "Stichting {Wat} Werkt & Co"
    record = PublishedCaseFactory().record | {"titel": title, "samenvatting": title * 3}

    read_back(record, "Stichting {Wat} Werkt & Co")
    assert record["url"] in shown_entry(record)


@pytest.mark.django_db
def test_it_is_an_entry_of_the_catalogue_as_it_is_since_its_last_change() -> None:
    case = CaseFactory(
        title="Startgeld",
        slug="startgeld",
        summary="Geld om te beginnen.",
        themes=[ThemeFactory(name="Preventie")],
        municipalities=[MunicipalityFactory(name="Aalten")],
    )
    CitationFactory(case=case, article__title="Open houding", article__publication__title="Elf Gemeenten")
    published = publishing.publish(case=case, by=None)
    record = published.record | {"gewijzigdOp": "2026-11-03T10:00:00Z"}

    cited = citing.citation(record)

    lasting = f"https://gouden.test/id/praktijkvoorbeeld/{case.identifier}"
    assert json.loads(citing.csl_json([cited])) == [
        {
            "id": lasting,
            "type": "webpage",
            "title": "Startgeld",
            "author": [{"literal": "Gouden"}],
            "container-title": "Gouden, catalogus van goede praktijken in het gemeentelijk sociaal domein",
            "publisher": "Gouden",
            "issued": {"date-parts": [[2026, 11, 3]]},
            "URL": "https://gouden.test/praktijkvoorbeelden/startgeld/",
            "language": "nl",
            "abstract": "Geld om te beginnen.",
            "keyword": "Preventie, Aalten",
            "note": f"Bron: {cited.sources[0]}",
            "license": "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.nl)",
        }
    ]
    assert cited.sources[0].startswith("Open houding, in: Elf Gemeenten (2017)")
    assert citing.ris([cited]).startswith(
        "TY  - ELEC\r\nID  - startgeld\r\nTI  - Startgeld\r\nAU  - Gouden\r\nT2  - Gouden,"
    )
    assert f"\r\nAN  - {lasting}\r\n" in citing.ris([cited])
    assert citing.ris([cited]).endswith("\r\nER  - \r\n")
    assert citing.bibtex([cited]).startswith(
        "@misc{gouden:startgeld,\n  author = {{Gouden}},\n  title = {{Startgeld}},\n  howpublished = {Gouden, catalogus"
    )
    assert "\n  month = nov,\n  day = {3},\n" in citing.bibtex([cited])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tex_holds_no_sign_with_a_meaning_and_its_braces_match(text: str) -> None:
    written = citing.tex(line(text))

    bare = re.sub(
        r"\{\\(?:text[a-z]+|ss|AE|ae|[oOlL]|[cvuHkr] [A-Za-z]|[`'^~\"=.][A-Za-z])\}|\\[&%$#_]|\{\}", "", written
    )
    assert not set(bare) & set('\\{}&%$#_^<>|"`')
    assert written.count("{") == written.count("}")


PAGE = "/praktijkvoorbeelden/startgeld/"


@pytest.mark.django_db
def test_the_page_offers_the_files_and_says_of_itself_what_they_say(client: Client) -> None:
    published = PublishedCaseFactory(case__slug="startgeld", case__title='Startgeld "nu" & <later>')

    page = client.get(PAGE).content.decode()

    for name, label in (("ris", "RIS"), ("bib", "BibTeX"), ("json", "CSL-JSON")):
        assert f'<a href="{PAGE}verwijzing.{name}" download>{label}</a>' in page
    assert '<meta name="citation_title" content="Startgeld &quot;nu&quot; &amp; &lt;later&gt;">' in page
    assert f'<meta name="citation_publication_date" content="{published.changed_at:%Y/%m/%d}">' in page
    assert '<meta name="citation_public_url" content="https://gouden.test/praktijkvoorbeelden/startgeld/">' in page
    assert (
        f'<meta name="DC.identifier" content="https://gouden.test/id/praktijkvoorbeeld/{published.case.identifier}">'
        in page
    )
    assert '<meta name="DC.publisher" content="Gouden">' in page
