"""The words of the trade: their pages, and the places in a case that lead there."""

import re

import pytest
from django.test import Client

from cases import publishing
from cases.pages.term_links import LINKS_ON_A_PAGE, TermLinks
from gouden.web.text.markdown import to_html
from tests.factories import ArticleFactory, PublishedCaseFactory, TermFactory
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def linked(text: str, **names: str) -> str:
    """Return the HTML of `text` on a page on which these names lead to the terms with these slugs."""
    return to_html(text, TermLinks({name.replace("_", " "): slug for name, slug in names.items()}))


def link(slug: str, word: str) -> str:
    return f'<a href="/begrippen/{slug}/" class="explained" rel="noopener noreferrer">{word}</a>'


def test_the_index_explains_every_term_from_a_to_z_with_its_source(client: Client) -> None:
    article = ArticleFactory(title="Open houding", slug="open", publication__title="Elf", publication__slug="elf")
    TermFactory(name="perceel", definition="Een deel van een opdracht.", article=article, passage="alinea 2")
    TermFactory(name="Nuldelijn", slug="nuldelijn", definition="Hulp van buren.", other_names=["0e lijn", "nulde lijn"])
    TermFactory(name="geheim", published_at=None)

    response = client.get("/begrippen/")

    assert (heading(response), title(response)) == ("Begrippen", "Begrippen - Gouden")
    text = main(response)
    assert "P perceel Een deel van een opdracht. Bron: Open houding, Elf (2017), alinea 2" in text
    assert "N Nuldelijn Hulp van buren. Ook: 0e lijn, nulde lijn" in text
    assert text.index("Nuldelijn") < text.index("perceel")
    assert "geheim" not in text
    assert {"/begrippen/perceel/", "/publicaties/elf/#artikel-open"} <= set(links(response))
    assert 'id="perceel"' in response.content.decode()


def test_a_term_has_a_page_with_the_cases_that_say_it(client: Client) -> None:
    TermFactory(name="perceel", definition="Een deel van een opdracht.", other_names=["percelen"])

    response = client.get("/begrippen/perceel/")

    assert title(response) == "Begrip: perceel - Gouden"
    assert "Een deel van een opdracht. Ook wel percelen Bron" in main(response)
    assert "/praktijkvoorbeelden/?zoek=perceel" in links(response)
    assert client.get("/begrippen/nergens/").status_code == 404


def test_the_first_place_of_a_term_on_a_page_leads_to_it(client: Client) -> None:
    TermFactory(name="Perceel", slug="perceel", other_names=["percelen"])
    TermFactory(name="geheim", published_at=None)
    case = PublishedCaseFactory(
        case__background="Zij verdeelden het in percelen.", case__approach="Elk perceel kreeg een geheim."
    )

    page = client.get(case.get_absolute_url()).content.decode()

    assert page.count('class="explained"') == 1
    assert f"Zij verdeelden het in {link('perceel', 'percelen')}." in page


def test_a_preview_leads_to_terms_as_the_page_does(admin_client: Client) -> None:
    TermFactory(name="perceel")
    case = PublishedCaseFactory(case__approach="Elk perceel.").case
    publishing.record_revision(case=case, by=None)

    assert 'class="explained"' in admin_client.get(f"/admin/cases/case/{case.pk}/voorbeeld/").content.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een PERCEEL.", f"<p>Een {link('perceel', 'PERCEEL')}.</p>"),
        ("Bij het perceelbeheer en een sub-perceel.", "<p>Bij het perceelbeheer en een sub-perceel.</p>"),
        ("Een **tweede lijn** hier.", f"<p>Een <strong>{link('tweedelijn', 'tweede lijn')}</strong> hier.</p>"),
        ("De lijn en de tweede lijn.", f"<p>De {link('lijn', 'lijn')} en de {link('tweedelijn', 'tweede lijn')}.</p>"),
        ("## Perceel\n\n> Het perceel.", "<h4>Perceel</h4>\n<blockquote>\n<p>Het perceel.</p>\n</blockquote>"),
        ("Zij zei: ‘een perceel’. En “perceel”.", "<p>Zij zei: ‘een perceel’. En “perceel”.</p>"),
        ("‘Nee.’ Een perceel.", f"<p>‘Nee.’ Een {link('perceel', 'perceel')}.</p>"),
        (
            "Zie [het perceel](https://gouden.test/).",
            '<p>Zie <a href="https://gouden.test/" rel="noopener noreferrer">het perceel</a>.</p>',
        ),
        ("<b>perceel & zo", f"<p>&lt;b&gt;{link('perceel', 'perceel')} &amp; zo</p>"),
    ],
)
def test_it_leads_from_running_text_only_and_from_whole_words(text: str, expected: str) -> None:
    assert linked(text, perceel="perceel", tweede_lijn="tweedelijn", lijn="lijn").strip() == expected


def test_a_page_has_no_more_than_a_few_such_places() -> None:
    names = {f"woord{number}": f"woord{number}" for number in range(LINKS_ON_A_PAGE + 3)}

    assert linked(" ".join(names), **names).count("<a ") == LINKS_ON_A_PAGE


def test_a_writer_cannot_make_a_link_look_like_one() -> None:
    html = to_html('<a class="explained" href="/">x</a> [y](/ "explained")')
    assert [tag for tag in re.findall("<a[^>]*>", html) if "class=" in tag] == []
