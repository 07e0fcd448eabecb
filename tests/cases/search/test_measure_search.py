"""Search answers the judged questions well on the database in use, and those we know it answered once."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cases.models import PublishedCase
from cases.search.evaluation import judge, ndcg

DATA = Path(__file__).resolve().parents[2] / "data"

pytestmark = pytest.mark.usefixtures("catalogue")


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here asks the database."""


@pytest.mark.parametrize(
    "name", ["search_judged.json", "search_further.json", "search_unseen.json", "search_regression.json"]
)
def test_every_judged_case_is_in_the_catalogue(name: str) -> None:
    judged = read(name)
    named = {slug for question in judged["questions"] for slug in question["relevant"]}
    named |= {slug for pair in judged.get("inside", {}).items() for slug in pair}

    assert named - set(PublishedCase.objects.values_list("slug", flat=True)) == set()


def test_the_judged_questions_are_answered_well() -> None:
    verdicts = judge(read("search_judged.json"))

    assert len(verdicts) == 29
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.90
    assert sum(verdict.success for verdict in verdicts) >= 28, [v.query for v in verdicts if not v.success]


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
def test_our_own_questions_are_answered_as_they_were() -> None:
    verdicts = judge(read("search_regression.json"))

    assert len(verdicts) >= 100
    assert sum(verdict.ndcg for verdict in verdicts) / len(verdicts) >= 0.90
    assert sum(verdict.success for verdict in verdicts) >= 147, [v.query for v in verdicts if not v.success]


def test_the_command_prints_a_line_for_each_kind_and_one_for_all() -> None:
    out = io.StringIO()

    call_command("measure_search", "--detail", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[-1].split()[:2] == ["alles", "29"]
    assert any(line.startswith("engels ") for line in lines)
    assert "      3 haarlem-buuv" in lines


def test_the_gain_is_discounted_by_place_and_measured_against_the_best_order() -> None:
    assert ndcg([3, 2, 0], [2, 3]) == 1
    assert ndcg([0, 3], [3]) == pytest.approx(0.6309, abs=0.0001)
    assert ndcg([], [3]) == 0
    assert ndcg([0] * 10 + [3], [3]) == 0
