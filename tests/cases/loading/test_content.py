"""The real catalogue keeps the rules it was written by (docs/howto/write-an-entry.md)."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cases.editorial.quality.figures import figure_remarks
from cases.editorial.quality.texts import carries_name
from cases.fields import SECTIONS, Section, Snapshot, definition
from cases.loading.entries import AFTER_CASES, BEFORE_CASES
from cases.loading.files import read
from cases.models import Case, Claim, ClaimLink, LoadedEntry
from gouden.web.text.dutch_numbers import read as read_number
from tests.source_runs import runs, source_hashes

CATALOGUE = Path(settings.FIXTURE_DIR) / "catalogue"
ALLOWED_RUNS = Path(__file__).resolve().parents[2] / "data" / "allowed_runs.txt"
WORDS = {"portret": (350, 800), "praktijk": (120, 350), "beschouwing": (120, 350)}

ENTRIES = read(CATALOGUE)
CASES: list[dict[str, Any]] = ENTRIES["cases"]
BY_SLUG = {case["slug"]: case for case in CASES}
with (Path(settings.FIXTURE_DIR) / "reference" / "municipalities.csv").open(encoding="utf-8") as _rows:
    MUNICIPALITIES = {row["cbs_code"]: row["name"] for row in csv.DictReader(_rows)}
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["slug"])


def words_in_sections(case: dict[str, Any]) -> int:
    return sum(len(case.get(name, "").split()) for name in SECTIONS)


def prose() -> Iterator[tuple[str, str]]:
    """Yield every Dutch sentence we wrote ourselves, with where it stands."""
    for case in CASES:
        for name in ("title", "summary", "without_place", *SECTIONS):
            yield f"{case['slug']}: {name}", case.get(name) or ""
        for claim in case.get("claims", []):
            yield f"{case['slug']}#{claim['key']}", claim["text"]
    for entry in ENTRIES["elements"]:
        for name in ("summary", "works_when", "fails_when"):
            yield f"elements: {entry['slug']}", entry.get(name) or ""
    for kind, field in (("initiatives", "description"), ("themes", "description"), ("designations", "why")):
        for entry in ENTRIES[kind]:
            yield f"{kind}: {entry.get('slug') or entry.get('municipality')}", entry.get(field) or ""
    for kind in ("publications", "regions", "adoptions"):
        for entry in ENTRIES[kind]:
            yield f"{kind}: {entry.get('slug') or entry.get('case')}", entry.get("note") or ""


def test_there_are_twenty_six_portraits_and_some_sixty_practices_or_more() -> None:
    counts = Counter(case["kind"] for case in CASES)

    assert counts["portret"] == 26
    assert counts["praktijk"] >= 55


@every_case
def test_a_case_has_a_source_a_theme_a_place_and_a_short_summary(case: dict[str, Any]) -> None:
    assert case["citations"]
    assert 1 <= len(case["themes"]) <= 7
    somewhere = case.get("municipalities") or case.get("regions") or case.get("without_place")
    assert somewhere or case["kind"] == "beschouwing"
    assert 10 <= len(case["summary"].split()) <= 60
    assert not (case.get("without_place") and (case.get("municipalities") or case.get("regions")))


@every_case
def test_a_case_is_as_long_as_its_kind_asks(case: dict[str, Any]) -> None:
    shortest, longest = WORDS[case["kind"]]

    assert shortest <= words_in_sections(case) <= longest


def test_what_stands_beside_an_obstacle_has_the_passage_that_puts_it_there() -> None:
    kinds = {f"{case['slug']}#{claim['key']}": claim["kind"] for case in CASES for claim in case["claims"]}
    articles = {article["slug"] for article in ENTRIES["articles"]}
    ties = [tie for tie in ENTRIES["claim_links"] if tie["kind"] in ClaimLink.ANSWERS]
    for tie in ties:
        assert kinds[tie["a"]] == "obstakel", tie
        assert kinds[tie["b"]] not in ClaimLink.ANSWERS[tie["kind"]], tie
        assert tie.get("passage"), tie
        assert tie.get("article") in articles, tie
    assert ties


@every_case
def test_sources_are_silent_only_about_what_the_case_does_not_tell(case: dict[str, Any]) -> None:
    sections = {field.part.public: field for field in definition(Snapshot).values() if isinstance(field.part, Section)}
    for silent in case.get("silent_sections", []):
        section = sections[silent["section"]]
        assert not case.get(section.name)
        assert not {claim["kind"] for claim in case["claims"]} & set(section.part.claims)


@every_case
def test_every_claim_says_where_it_stands(case: dict[str, Any]) -> None:
    assert case["claims"]
    for claim in case["claims"]:
        assert claim["article"], claim["key"]
        assert claim["passage"], claim["key"]
        assert claim.get("value") is None or claim["unit"], claim["key"]


@every_case
def test_a_lifecycle_is_dated_and_not_later_than_its_sources(case: dict[str, Any]) -> None:
    publications = {publication["slug"]: publication for publication in ENTRIES["publications"]}
    articles = {article["slug"]: article for article in ENTRIES["articles"]}
    years = {publications[articles[citation["article"]]["publication"]]["year"] for citation in case["citations"]}

    if case.get("lifecycle", "onbekend") != "onbekend":
        assert case["lifecycle_checked_on"].year <= max(years)


def test_every_practice_of_a_portrait_points_at_a_portrait() -> None:
    wrong = [
        case["slug"]
        for case in CASES
        if case.get("part_of") and BY_SLUG.get(case["part_of"], {}).get("kind") != "portret"
    ]

    assert wrong == []


def test_everyone_quoted_has_a_claim_and_everyone_listed_is_quoted() -> None:
    speaking = {claim.get("speaker") for case in CASES for claim in case["claims"]} - {None}
    speakers = {speaker["key"]: speaker.get("person") for speaker in ENTRIES["speakers"]}

    assert speaking == set(speakers)
    assert {person["slug"] for person in ENTRIES["persons"]} == {person for person in speakers.values() if person}


def test_there_are_eleven_golden_municipalities_and_each_has_a_portrait() -> None:
    golden = [row for row in ENTRIES["designations"] if row["predicate"] == "Gouden sociale Gemeente"]
    portraits = [case for case in CASES if case["kind"] == "portret"]

    assert len(golden) == 11
    for row in golden:
        of_place = [
            case["slug"]
            for case in portraits
            if row.get("municipality") in {place["code"] for place in case.get("municipalities", [])}
            or row.get("region") in case.get("regions", [])
        ]
        assert of_place, row


def test_slugs_and_claim_keys_are_unique() -> None:
    slugs = Counter(case["slug"] for case in CASES)
    keys = Counter((case["slug"], claim["key"]) for case in CASES for claim in case["claims"])

    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert [key for key, count in keys.items() if count > 1] == []


def test_nothing_defined_goes_unused() -> None:
    used_articles = {row["article"] for case in CASES for row in (*case["citations"], *case["claims"])}
    used_themes = {theme for case in CASES for theme in case["themes"]}
    used_initiatives = {slug for case in CASES for slug in case.get("initiatives", [])}

    assert {theme["slug"] for theme in ENTRIES["themes"]} == used_themes
    assert {initiative["slug"] for initiative in ENTRIES["initiatives"]} - used_initiatives == set()
    assert used_articles <= {article["slug"] for article in ENTRIES["articles"]}


def test_no_six_words_in_a_row_come_from_the_sources() -> None:
    """Names and titles aside: those are listed in tests/data/allowed_runs.txt and were reviewed one by one."""
    hashes = source_hashes()
    allowed = {run for line in ALLOWED_RUNS.read_text(encoding="utf-8").splitlines() for run, _ in runs(line)}

    found = [
        f"{where}: {run}"
        for where, text in prose()
        for run, digest in runs(text)
        if digest in hashes and run not in allowed
    ]

    assert found == []


def test_the_hashes_are_those_of_the_sources() -> None:
    """A sentence that stands in the sources is found, so the test above can fail."""
    sentence = "Ook deze nieuwe elf Gouden Gemeenten zijn niet geselecteerd omdat daar álles goed gaat"

    assert all(digest in source_hashes() for _, digest in runs(sentence))


def test_every_obstacle_says_of_what_kind_it_is_and_nothing_else_does() -> None:
    kinds = {entry["slug"] for entry in ENTRIES["obstacles"]}
    given = {
        f"{case['slug']}#{claim['key']}": (claim["kind"] == "obstakel", claim.get("obstacle"))
        for case in CASES
        for claim in case.get("claims", [])
    }

    assert {key for key, (obstacle, kind) in given.items() if obstacle != (kind in kinds)} == set()
    assert {kind for _, kind in given.values() if kind} == kinds


def test_every_element_is_told_of_in_more_than_one_case() -> None:
    told: dict[str, set[str]] = {entry["slug"]: set() for entry in ENTRIES["elements"]}
    for case in CASES:
        for claim in case["claims"]:
            for element in claim.get("elements", []):
                told[element].add(case["slug"])

    assert {slug for slug, cases in told.items() if len(cases) < 2} == set()
    assert 10 <= len(told) <= 15


def test_what_stands_beside_an_obstacle_is_what_the_source_puts_there() -> None:
    """What was done tells an act, a lesson is no fact of the background, and both have the passage that ties them."""
    kinds = {f"{case['slug']}#{claim['key']}": claim["kind"] for case in CASES for claim in case.get("claims", [])}
    articles = {article["slug"] for article in ENTRIES["articles"]}
    answers = {
        "aangepakt met": {"inzet", "succesfactor", "resultaat"},
        "geleerd van": {"leerpunt", "doel", "plan", "succesfactor"},
    }
    answered = [link for link in ENTRIES["claim_links"] if link["kind"] in answers]

    assert {link["kind"] for link in answered} == set(answers)
    for link in answered:
        assert kinds[link["a"]] == "obstakel", link
        assert kinds[link["b"]] in answers[link["kind"]], link
        assert link["article"] in articles, link
        assert link["passage"], link
        assert portrait_of(link["a"]) == portrait_of(link["b"]), link


def portrait_of(claim: str) -> str:
    """Return the portrait of the case of a claim, or that case."""
    slug = claim.partition("#")[0]
    return str(BY_SLUG[slug].get("part_of") or slug)


@every_case
def test_a_figure_measures_something_and_a_national_one_is_about_no_place_of_the_case(case: dict[str, Any]) -> None:
    figures = [Claim(**{name: claim.get(name) or "" for name in ("text", "kind", "unit")}) for claim in case["claims"]]
    for row, claim in zip(figures, case["claims"], strict=True):
        row.evidence = claim.get("evidence", Claim.Evidence.OWN_STATEMENT)
        for name in ("value", "value_until", "value_before"):
            setattr(row, name, None if claim.get(name) is None else read_number(str(claim[name])))
    places = [MUNICIPALITIES[place["code"]] for place in case.get("municipalities", [])]

    assert list(figure_remarks(figures, places)) == []


# Practices of which the title and summary bear the name of no initiative, and why not.
UNNAMED = {
    "iets-terugdoen-voor-hulp-veendam-pekela": "Mee®doen is the name of the teams and not of this way of working",
    "wijkteams-hybride-organisatie-almelo": "they are called wijkteams, as the title does",
    "gezinswerker-op-school-midden-limburg": "the summary names the CJG that the workers belong to",
    "aanbesteding-sociaal-domein-wageningen": "Samen Wageningen is the memorandum on which it rests",
    "gezinshuis-jonge-moeders-amsterdam": "the title calls the project what it is: gezinshuizen van Altra",
    "wijkteams-en-wijkcoaches-enschede": "Sociaal domein 053 is the name of the whole",
    "interventieteams-leeuwarden": "Amaryllis is the name of the programme, these teams are called interventieteams",
    "ruimte-voor-burgerinitiatieven": "a set of tips, which names initiatives as examples",
}


def test_a_practice_bears_the_name_that_people_know_it_by() -> None:
    names = {row["slug"]: [row["name"], *row.get("aliases", [])] for row in ENTRIES["initiatives"]}
    unnamed = {
        case["slug"]
        for case in CASES
        if case["kind"] == Case.Kind.PRACTICE and case.get("initiatives")
        if not carries_name(
            f"{case['title']} {case['summary']}", [name for slug in case["initiatives"] for name in names[slug]]
        )
    }

    assert unnamed <= UNNAMED.keys()


def test_the_key_of_each_entry_fits_where_it_is_kept() -> None:
    """SQLite keeps what is too long, PostgreSQL refuses it."""
    longest = LoadedEntry._meta.get_field("key").max_length
    kinds = [*BEFORE_CASES, *AFTER_CASES]
    keys = [kind.key_of(kind.complete(entry)) for kind in kinds for entry in ENTRIES[kind.name]]

    assert [key for key in keys if len(key) > longest] == []
