"""A stored record or card in Dutch sentences: what a reader sees of its figures, dates and places."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format

from cases.models import Case
from cases.snapshot import Data

# How many places a card names before it counts the rest.
PLACES_NAMED = 3


def day(value: str | datetime.date | None) -> str:
    """Return a date (or an ISO date or time, as records hold it) as '1 oktober 2017'; empty for none."""
    if not value:
        return ""
    date = datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return date_format(date, "j F Y")


def checked_since(card: Data) -> bool:
    """Whether someone looked how it is going after the year in which it was described."""
    return bool(card["gecontroleerdOp"]) and int(card["gecontroleerdOp"][:4]) > card["beschrevenIn"]


def knowledge(card: Data) -> str:
    """Return how old the knowledge is: 'Beschreven in 2017, sindsdien niet nagegaan'."""
    since = f"nagegaan op {day(card['gecontroleerdOp'])}" if checked_since(card) else "sindsdien niet nagegaan"
    return f"Beschreven in {card['beschrevenIn']}, {since}"


def lifecycle(card: Data) -> str:
    """Return whether it still runs, and as of when that is known."""
    if card["status"] == Case.Lifecycle.UNKNOWN:
        return "Niet bekend of het nog loopt"
    label = str(Case.Lifecycle(card["status"]).label).capitalize()
    return f"{label} (stand {card['gecontroleerdOp'][:4]})"


def places(card: Data) -> str:
    """Return where it plays: its regions and own municipalities, or else those that take part."""
    own = [row for row in card["gemeenten"] if row["rol"] == "eigen"]
    names = [region["naam"] for region in card["regios"]]
    names += [municipality(row) for row in own or ([] if names else card["gemeenten"])]
    if len(names) > PLACES_NAMED + 1:
        names = [*names[:PLACES_NAMED], f"{len(names) - PLACES_NAMED} andere gemeenten"]
    return listed(names)


def municipality(row: Data) -> str:
    """Return a municipality's name, with its last year when it is no more."""
    return f"{row['naam']} (tot {row['bestaatTot'][:4]})" if row["bestaatTot"] else row["naam"]


def number(value: float) -> str:
    """Return a number as Dutch writes it: 2.500 and 7,5."""
    return str(number_format(Decimal(str(value)), use_l10n=True, force_grouping=True))


def figure(claim: Data) -> str:
    """Return the figure of a claim, as in 'ruim 100 bewoners' or 'van 150 naar 25 werkprocessen'; empty without one."""
    if claim["waarde"] is None:
        return ""
    unit = claim["eenheid"]

    def written(value: float) -> str:
        if unit == "euro":
            return f"€\N{NO-BREAK SPACE}{number(value)}"
        return f"{number(value)}%" if unit == "%" else number(value)

    value = written(claim["waarde"])
    if claim["waardeEerst"] is not None:
        value = f"van {written(claim['waardeEerst'])} naar {value}"
    elif claim["waardeTot"] is not None:
        value = f"{value} tot {written(claim['waardeTot'])}"
    parts = [claim["kwalificatie"], value, "" if unit in {"euro", "%"} else unit]
    return " ".join(part for part in parts if part)


def citation(record: Data, url: str) -> str:
    """Return how to refer to a case: title, place, catalogue, date, address and licence."""
    where = places(record)
    parts = [
        f"{record['titel']}{f' ({where})' if where else ''}",
        "Gouden, catalogus van goede praktijken in het gemeentelijk sociaal domein",
        f"gewijzigd op {day(record['gewijzigdOp'])}",
        url,
        record["licentie"]["naam"],
    ]
    return ". ".join(parts[:2]) + ", " + ", ".join(parts[2:]) + "."


def listed(names: list[Any]) -> str:
    """Return names as Dutch lists them: 'a, b en c'."""
    words = [str(name) for name in names]
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
