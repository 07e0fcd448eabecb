"""How well search answers questions with judged answers."""

import json
from pathlib import Path
from statistics import mean
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from cases.search.evaluation import Verdict, judge

JUDGED = Path(settings.BASE_DIR) / "tests" / "data" / "search_judged.json"


class Command(BaseCommand):
    """Prints nDCG@10, success@3 and the mean reciprocal rank, per kind of question, for the database in use.

    The last column is nDCG@10 when every entry that was not judged by itself counts as useless.
    """

    help = "Meet de zoekmachine aan vragen met beoordeelde antwoorden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=JUDGED, help="JSON met vragen en antwoorden.")
        parser.add_argument("--detail", action="store_true", help="Toon per vraag wat gevonden werd.")

    def handle(self, *args: Any, file: Path, detail: bool, **options: Any) -> None:
        verdicts = judge(json.loads(file.read_text(encoding="utf-8")))
        if detail:
            self.detail(verdicts)
        self.stdout.write(f"{connection.vendor:16} vragen  nDCG@10  success@3    MRR  streng")
        kinds: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            kinds.setdefault(verdict.kind, []).append(verdict)
        for kind, group in [*kinds.items(), ("alles", verdicts)]:
            self.stdout.write(self.line(kind, group))

    def line(self, label: str, verdicts: list[Verdict]) -> str:
        """Return the means of a group of questions as a line of the table."""
        ndcg = mean(verdict.ndcg for verdict in verdicts)
        rank = mean(verdict.reciprocal_rank for verdict in verdicts)
        strict = mean(verdict.strict_ndcg for verdict in verdicts)
        hits = f"{sum(verdict.success for verdict in verdicts)}/{len(verdicts)}"
        return f"{label:16} {len(verdicts):6}  {ndcg:7.3f}  {hits:>9}  {rank:5.2f}  {strict:6.3f}"

    def detail(self, verdicts: list[Verdict]) -> None:
        """Print for each question the first ten cases with their grades."""
        for verdict in verdicts:
            self.stdout.write(f"{verdict.ndcg:.3f} {'+' if verdict.success else '-'} {verdict.query}")
            for slug, grade in verdict.found[:10]:
                self.stdout.write(f"      {grade} {slug}")
