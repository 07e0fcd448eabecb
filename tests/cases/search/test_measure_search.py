"""Search answers the judged questions well on the database in use, and those we know it answered once."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from cases.loading.entries import SEARCH_WORDS
from cases.models import PublishedCase
from cases.pages.finding.explanation import with_reasons
from cases.search import parse, ranked
from cases.search.evaluation import Interval, interval, judge, judge_answers, ndcg, read_set
from cases.search.language.lexicon import Lexicon, lexicon

DATA = Path(__file__).resolve().parents[2] / "data"

pytestmark = pytest.mark.usefixtures("catalogue", "unchanged")


def read(name: str) -> dict[str, Any]:
    return read_set(DATA / name)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here asks the database."""


@pytest.mark.parametrize("path", sorted(DATA.glob("search_*.json")), ids=lambda path: path.stem)
def test_every_judged_case_is_in_the_catalogue(path: Path) -> None:
    judged = read_set(path)
    named = {slug for question in judged["questions"] for slug in question["relevant"]}
    named |= {slug for pair in judged.get("inside", {}).items() for slug in pair}

    assert named - set(PublishedCase.objects.values_list("slug", flat=True)) == set()


def test_the_judged_questions_are_answered_well() -> None:
    verdicts = judge(read("search_judged.json"))

    assert len(verdicts) == 29
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.90
    assert sum(verdict.success for verdict in verdicts) >= 28, [v.query for v in verdicts if not v.success]


@pytest.mark.once
@pytest.mark.parametrize(("name", "least"), [("search_asked.json", 1), ("search_facts.json", 5)])
def test_what_answers_a_question_does_and_what_has_no_answer_gets_none(name: str, least: int) -> None:
    given = judge_answers(read(name))

    assert given
    assert given.unanswerable == 10
    assert (given.wrongly, given.shown - given.right) == (0, 0)
    assert given.answered >= least
    assert judge_answers(read("search_judged.json")) is None


@pytest.mark.once
def test_further_questions_are_answered_well() -> None:
    verdicts = judge(read("search_further.json"))

    assert len(verdicts) == 116
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.89
    assert [verdict.query for verdict in verdicts if not verdict.success] == []


@pytest.mark.once
def test_questions_nobody_has_seen_are_answered_well() -> None:
    verdicts = judge(read("search_unseen.json"))

    assert len(verdicts) == 129
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.85
    assert sum(verdict.success for verdict in verdicts) >= 126, [v.query for v in verdicts if not v.success]


@pytest.mark.once
@pytest.mark.parametrize(("name", "number", "least"), [("search_unseen_a", 42, 0.64), ("search_asked", 30, 0.78)])
def test_questions_as_people_put_them_are_answered_as_well_as_they_were(name: str, number: int, least: float) -> None:
    verdicts = judge(read(f"{name}.json"))
    long = [verdict.ndcg for verdict in verdicts if verdict.kind == "probleem-lang"]

    assert len(verdicts) == number
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= least
    assert sum(long) / len(long) >= 0.65


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "number", "least", "good"), [("search_long", 22, 0.55, 17), ("search_retold", 57, 0.36, 34)]
)
def test_what_is_told_as_in_a_mail_is_answered_as_well_as_it_was(
    name: str, number: int, least: float, good: int
) -> None:
    verdicts = judge(read(f"{name}.json"))

    assert len(verdicts) == number
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= least
    assert sum(verdict.success for verdict in verdicts) >= good, [v.query for v in verdicts if not v.success]


@pytest.mark.once
def test_our_own_questions_are_answered_as_they_were() -> None:
    verdicts = judge(read("search_regression.json"))

    assert len(verdicts) >= 100
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.90
    assert sum(verdict.success for verdict in verdicts) >= 147, [v.query for v in verdicts if not v.success]


@pytest.mark.once
def test_each_of_the_first_cards_says_why_it_is_there() -> None:
    cards = {case.pk: case.card for case in PublishedCase.objects.all()}
    silent, known = [], lexicon()
    for asked in [*read("search_asked.json")["questions"], *read("search_unseen.json")["questions"]]:
        query = parse(asked["query"], known=known)
        for card in with_reasons([cards[pk] for pk in ranked(query)[:3]], query):
            if not (card["marked_title"] or card["marked"] or card["passage"] or card["found_by"]):
                silent.append((query.text, card["titel"]))

    assert silent == []


def test_the_command_prints_a_line_for_each_kind_and_one_for_all_with_its_interval() -> None:
    out = io.StringIO()

    call_command("measure_search", DATA / "search_judged.json", "--detail", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0] == f"search_judged ({connection.vendor})"
    label, number, ndcg, between, *_ = lines[-2].split()
    assert (label, number) == ("alles", "29")
    low, high = between.split("–")
    assert float(low) < float(ndcg) < float(high)
    assert any(line.startswith("engels ") for line in lines)
    assert "      3 haarlem-buuv" in lines


def test_the_command_says_what_was_gained_over_what_it_stored_before(tmp_path: Path) -> None:
    questions = [
        {"query": "eetproject", "kind": "thema", "relevance": {"eetproject-potpourri-goirle": 3}, "claims": []},
        {"query": "laadpalen", "kind": "geen-antwoord", "relevance": {}, "claims": []},
    ]
    asked, stored, out = tmp_path / "asked.json", tmp_path / "stored.json", io.StringIO()
    asked.write_text(json.dumps(questions), encoding="utf-8")

    call_command("measure_search", asked, "--json", stored, stdout=io.StringIO())
    assert json.loads(stored.read_text(encoding="utf-8")) == {"asked": {"eetproject": 1.0}}
    stored.write_text('{"asked": {"eetproject": 0.75}}', encoding="utf-8")
    call_command("measure_search", asked, "--against", stored, stdout=out)

    *_, everything, in_vain = out.getvalue().splitlines()
    assert everything.endswith("+0.250 (0.250–0.250)")
    assert in_vain.endswith("1, waarvan 0 met een voorbeeld dat alles inhoudt")


def test_an_interval_holds_the_means_of_most_sets_like_it_and_is_always_the_same() -> None:
    assert interval([0.5]) == Interval(0.5, 0.5)
    assert interval([0, 1] * 50) == interval([0, 1] * 50)
    low, high = interval([0, 1] * 50)
    assert low == pytest.approx(0.4, abs=0.02)
    assert high == pytest.approx(0.6, abs=0.02)


def test_the_gain_is_discounted_by_place_and_measured_against_the_best_order() -> None:
    assert ndcg([3, 2, 0], [2, 3]) == 1
    assert ndcg([0, 3], [3]) == pytest.approx(0.6309, abs=0.0001)
    assert ndcg([], [3]) == 0
    assert ndcg([0] * 10 + [3], [3]) == 0


def test_every_word_of_the_editors_finds_what_it_is_tied_to_first_and_in_their_order() -> None:
    known = Lexicon()
    slugs = dict(PublishedCase.objects.values_list("pk", "slug"))
    words = {word.word: [tie.case.slug for tie in word.case_ties.all()] for word in SEARCH_WORDS.rows()}  # type: ignore[attr-defined]

    found = {word: [slugs[pk] for pk in ranked(parse(word, known=known))][: len(tied)] for word, tied in words.items()}

    assert len(words) > 150
    assert {word: slugs for word, slugs in found.items() if slugs != words[word]} == {}
    assert "doorbraaksessies-zeist" in found["doorbraakmethode"][:2]
