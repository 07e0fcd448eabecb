"""What an import did, and what it would not take."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Model

from gouden.web.text.dutch_text import shortened

ADDED, UPDATED, UNCHANGED = "toegevoegd", "bijgewerkt", "ongewijzigd"

# So much of a value that was not taken is repeated.
VALUE_SHOWN = 60


@dataclass(frozen=True)
class Refusal:
    """A value, a row or (without a line) a whole file that was not taken, and why, in Dutch."""

    file: str
    reason: str
    line: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(f"regel {self.line}")
        if self.column:
            place.append(f"{self.column} ‘{shortened(self.value, VALUE_SHOWN)}’")
        return f"{', '.join(place)}: {self.reason}"


@dataclass
class ImportReport:
    """Per kind of row (in Dutch, plural) how many were added, updated and unchanged; or else what was refused."""

    totals: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    added: list[Model] = field(default_factory=list)
    updated: list[Model] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the lists held anything that the database did not."""
        return any(counter[ADDED] or counter[UPDATED] for counter in self.totals.values())

    def lines(self) -> list[str]:
        """Return one line of totals per kind of row."""
        return [
            f"{kind}: " + ", ".join(f"{counter[outcome]} {outcome}" for outcome in (ADDED, UPDATED, UNCHANGED))
            for kind, counter in self.totals.items()
        ]
