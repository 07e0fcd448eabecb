"""What must stand in a case for it to be found, in a form that both engines can say in their own language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """These terms, one right after the other."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every one of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Without:
    """The first, and not the second."""

    wanted: "Expression"
    unwanted: "Expression"


type Expression = Phrase | All | Some | Without


def all_of(parts: list[Expression]) -> Expression:
    """Return what holds when every part does; of one part, that part."""
    return parts[0] if len(parts) == 1 else All(tuple(dict.fromkeys(parts)))


def some_of(parts: list[Expression]) -> Expression:
    """Return what holds when at least one part does; of one part, that part."""
    return parts[0] if len(parts) == 1 else Some(tuple(dict.fromkeys(parts)))
