"""How well search answers questions with judged answers."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from cases.search.evaluation import Interval, Verdict, held_in_vain, interval, judge, judge_answers, read_set

DATA = Path(settings.BASE_DIR) / "tests" / "data"

# What is stored of each set of questions: by query its nDCG@10.
Stored = Mapping[str, Mapping[str, float]]


class Command(BaseCommand):
    """Prints nDCG@10 with its interval, success@3 and the mean reciprocal rank, per kind, for the database in use.

    The last column is nDCG@10 when every entry that was not judged by itself counts as useless; with `--against`, it is
    followed by how much nDCG@10 gained on the same questions, with its interval.
    """

    help = "Meet de zoekmachine aan vragen met beoordeelde antwoorden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="JSON met vragen en antwoorden; anders alle van ons.")
        parser.add_argument("--detail", action="store_true", help="Toon per vraag wat gevonden werd.")
        parser.add_argument("--json", type=Path, help="Bewaar de uitkomst per vraag in dit bestand.")
        parser.add_argument("--against", type=Path, help="Vergelijk met een uitkomst die zo bewaard is.")

    def handle(self, *args: Any, files: list[Path], detail: bool, against: Path | None, **options: Any) -> None:
        before: Stored = json.loads(against.read_text(encoding="utf-8")) if against else {}
        measured: dict[str, dict[str, float]] = {}
        for file in files or sorted(DATA.glob("search_*.json")):
            judged = read_set(file)
            verdicts = judge(judged)
            measured[file.stem] = {verdict.query: verdict.ndcg for verdict in verdicts}
            self.stdout.write(f"{file.stem} ({connection.vendor})")
            if detail:
                self.detail(verdicts)
            self.table(verdicts, before.get(file.stem, {}))
            if given := judge_answers(read_set(file)):
                self.stdout.write(
                    f"uitspraken: {given.answered} van {given.questions} vragen beantwoord met {given.shown}, waarvan "
                    f"{given.right} goed; van {given.unanswerable} zonder antwoord kregen {given.wrongly} er een"
                )
            unanswerable, held = held_in_vain(judged)
            if unanswerable:
                self.stdout.write(
                    f"zonder antwoord        {unanswerable:6}, waarvan {held} met een voorbeeld dat alles inhoudt"
                )
        if options["json"]:
            options["json"].write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")

    def table(self, verdicts: Sequence[Verdict], before: Mapping[str, float]) -> None:
        """Print a line for each kind of question, and one for all."""
        self.stdout.write("soort                   vragen  nDCG@10      interval  success@3    MRR  streng")
        kinds: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            kinds.setdefault(verdict.kind, []).append(verdict)
        for kind, group in [*kinds.items(), ("alles", verdicts)]:
            gains = [verdict.ndcg - before[verdict.query] for verdict in group if verdict.query in before]
            gained = f"  {mean(gains):+.3f} ({_said(interval(gains))})" if gains else ""
            self.stdout.write(self.line(kind, group) + gained)

    def line(self, label: str, verdicts: Sequence[Verdict]) -> str:
        """Return the means of a group of questions as a line of the table."""
        ndcg = [verdict.ndcg for verdict in verdicts]
        rank = mean(verdict.reciprocal_rank for verdict in verdicts)
        strict = mean(verdict.strict_ndcg for verdict in verdicts)
        hits = f"{sum(verdict.success for verdict in verdicts)}/{len(verdicts)}"
        between = _said(interval(ndcg))
        return f"{label:22}  {len(verdicts):6}  {mean(ndcg):7.3f}  {between:>12}  {hits:>9}  {rank:5.2f}  {strict:6.3f}"

    def detail(self, verdicts: Sequence[Verdict]) -> None:
        """Print for each question the first ten cases with their grades."""
        for verdict in verdicts:
            self.stdout.write(f"{verdict.ndcg:.3f} {'+' if verdict.success else '-'} {verdict.query}")
            for slug, grade in verdict.found[:10]:
                self.stdout.write(f"      {grade} {slug}")


def _said(between: Interval) -> str:
    return f"{between.low:.3f}–{between.high:.3f}"
