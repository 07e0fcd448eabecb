"""The words asked for are marked in what is shown, which is escaped first."""

import pytest

from cases.search import parse, snippet
from tests.factories import PublishedCaseFactory, SynonymFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def case() -> None:
    PublishedCaseFactory(
        case__title="Schulden, leerwerkplekken en sociale teams",
        case__summary="De wijk in Súdwest, € 5.000 of € 1.500.000.",
    )


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Hulp bij schulden.", "schuld", "Hulp bij <mark>schulden</mark>."),
        ("Hulp bij SCHULDEN!", "Schulden", "Hulp bij <mark>SCHULDEN</mark>!"),
        ("In Súdwest dus", "sudwest", "In <mark>Súdwest</mark> dus"),
        ("Een leerwerkplek", "leer werkplek", "Een <mark>leerwerkplek</mark>"),
        ("Niets van dat alles", "schulden", "Niets van dat alles"),
        ("De wijk", "de wijk", "De <mark>wijk</mark>"),
        ("", "schulden", ""),
        ("Ruim vijfduizend euro erbij", "5.000 euro", "Ruim <mark>vijfduizend</mark> <mark>euro</mark> erbij"),
        ("Voor anderhalf miljoen in de wijk", "1,5 miljoen", "Voor <mark>anderhalf miljoen</mark> in de wijk"),
    ],
)
def test_the_words_asked_for_are_marked_in_whatever_form(text: str, asked: str, shown: str) -> None:
    assert snippet(text, parse(asked)) == shown


def test_what_a_synonym_found_is_marked() -> None:
    SynonymFactory(terms=["wijkteam", "sociaal team"])

    assert snippet("Onze sociale teams.", parse("wijkteam")) == "Onze <mark>sociale</mark> <mark>teams</mark>."


def test_markup_is_shown_and_never_run() -> None:
    text = "<b>Schulden</b> & <script>alert('schulden')</script>"

    shown = snippet(text, parse("schulden <script>"))

    assert shown.startswith("&lt;b&gt;<mark>Schulden</mark>&lt;/b&gt; &amp; &lt;script&gt;")
    assert "<script" not in shown
    assert hasattr(shown, "__html__")


def test_a_long_text_is_cut_at_words_around_what_was_asked() -> None:
    text = "Eerst iets anders. " * 40 + "Dan schulden in de wijk. " + "En weer iets anders. " * 40

    shown = snippet(text, parse("schulden wijk"), length=120)

    assert "<mark>schulden</mark> in de <mark>wijk</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown.replace("<mark>", "").replace("</mark>", "")) <= 126


def test_a_long_text_without_the_words_starts_at_its_beginning() -> None:
    shown = snippet("Woord " * 100, parse("schulden"), length=50)

    assert shown == "Woord Woord Woord Woord Woord Woord Woord Woord …"


def test_of_words_that_belong_together_none_is_marked_by_itself() -> None:
    SynonymFactory(terms=["schuldhulp", "hulp bij geldzorgen"])
    PublishedCaseFactory(case__title="Hulp bij geldzorgen")

    asked = parse("schuldhulp")

    assert snippet("Hulp uit de wijk, bij alles.", asked) == "Hulp uit de wijk, bij alles."
    assert snippet("Hulp bij geldzorgen.", asked) == "<mark>Hulp</mark> bij <mark>geldzorgen</mark>."


def test_older_people_are_not_marked_as_parents() -> None:
    PublishedCaseFactory(case__title="Ouders, ouderen en oudere inwoners")

    assert snippet("Ouders en ouderen.", parse("ouderen")) == "Ouders en <mark>ouderen</mark>."


def test_in_a_long_question_what_only_came_along_is_not_marked() -> None:
    SynonymFactory(terms=["huisarts", "dokter"])
    PublishedCaseFactory(case__title="Huisartsen", case__approach="Wij wachten weken op de gemeente.")
    for number in range(5):
        PublishedCaseFactory(case__title=f"De gemeente {number}", case__summary="Weken wachten.")

    asked = parse("De huisarts laat ons weken wachten en de gemeente wacht ook")

    assert snippet("De gemeente en de huisarts wachten.", asked) == "De gemeente en de <mark>huisarts</mark> wachten."


def test_what_stands_at_the_very_end_of_a_text_is_shown() -> None:
    shown = snippet("Eerst iets heel anders. " * 20 + "Dan toch schulden.", parse("schulden"))

    assert shown.endswith("<mark>schulden</mark>.")
