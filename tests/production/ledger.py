"""What editors were told of the verbs they asked for, and what readers may therefore find.

An answer that says it was done is an acknowledgement; one that says why not is a refusal, and counts for nothing.
Where no answer came, the verb may have been done or not: until a look at the site tells, both are possible.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Told(StrEnum):
    """How an editor's request ended."""

    DONE = "done"
    REFUSED = "refused"
    NOTHING = "nothing"


class Verb(StrEnum):
    """What an editor asks for."""

    SAVE = "save"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Standing(NamedTuple):
    """A case as it is: the word in its title for editors and, unless it is withdrawn, for readers; with its events."""

    draft: str
    public: str | None = None
    events: tuple[str, ...] = ()

    def after(self, verb: Verb, word: str) -> "Standing":
        """Return how the case is once `verb` is done; `word` is the title's new one for SAVE."""
        if verb is Verb.SAVE:
            return self._replace(draft=word)
        if verb is Verb.WITHDRAW:
            return self._replace(public=None, events=(*self.events, "ingetrokken"))
        event = "gewijzigd" if self.public else "gepubliceerd"
        return self._replace(public=self.draft, events=(*self.events, event))


@dataclass
class Account:
    """What the ledger says of one case: how it may be now, and every line that led there."""

    possible: list[Standing]
    lines: list[tuple[Verb, str, Told]] = field(default_factory=list)

    @property
    def certain(self) -> Standing | None:
        """How the case is, unless a request without an answer leaves that open."""
        return self.possible[0] if len(self.possible) == 1 else None

    def write(self, verb: Verb, word: str, told: Told) -> None:
        """Add a line; only of a case that is certain, so no more than two things are possible at a time."""
        assert self.certain is not None
        done = self.certain.after(verb, word)
        self.possible = {Told.DONE: [done], Told.REFUSED: [self.certain], Told.NOTHING: [self.certain, done]}[told]
        self.lines.append((verb, word, told))

    def settle(self, found: Standing) -> None:
        """Take what every surface shows for true; fail when that is not among what is possible."""
        assert found in self.possible, f"{found} was found, {self.possible} is possible after {self.lines[-6:]}"
        self.possible = [found]

    def count(self, verb: Verb, told: Told) -> int:
        """Return how many lines tell of this verb and this end."""
        return sum((line[0], line[2]) == (verb, told) for line in self.lines)
