"""Invented cases as snapshots: the same number and seed give the same case, in whichever process it is made."""

import datetime
from random import Random
from typing import Any

from django.db.models import Model

from cases.fields import SECTIONS, ClaimData, Snapshot
from cases.management.synthetic.references import Keys
from cases.management.synthetic.words import Vocabulary, zipf
from cases.models import Article, Case, Claim, Initiative, Participation, Speaker, Theme
from cases.revisions.snapshot import FORMAT, Json, Stored, blank, read
from municipalities.models import Municipality, Organisation, Region

# A portrait and the practices that may be part of it.
FAMILY = 4
# One in so many is a draft.
DRAFTS = 50
# In words, as counted in the real catalogue: the quartiles, and where nineteen in twenty stay below.
LENGTHS = {
    "background": (21, 34, 41, 58, 141),
    "approach": (16, 55, 73, 100, 190),
    "results": (0, 27, 38, 59, 99),
    "lessons": (0, 0, 23, 53, 134),
    "transferability": (0, 0, 0, 0, 61),
}
SUMMARY, TITLE, CLAIM = (27, 36, 40, 43, 50), (5, 7, 8, 10, 12), (6, 12, 15, 17, 22)
CLAIMS, CITATIONS, PARTIES = (2, 4, 6, 11, 22), (1, 1, 2, 2, 3), (0, 1, 2, 3, 5)
THEMES, INITIATIVES, LINKS = (2, 4, 4, 5, 6), (0, 0, 1, 1, 3), (0, 0, 0, 1, 2)
# How often each occurs among a hundred cases or claims.
LIFECYCLES = {"loopt": 55, "onbekend": 20, "geborgd": 12, "veranderd": 6, "gestopt": 7}
EVIDENCE = {
    "eigen verklaring": 70,
    "telling": 15,
    "schatting": 7,
    "cliëntonderzoek": 3,
    "onafhankelijk onderzoek": 2,
    "landelijke statistiek": 1,
    "verwachting": 2,
}
CLAIM_KINDS = {"inzet": 18, "succesfactor": 14, "resultaat": 13, "obstakel": 12, "context": 12, "leerpunt": 11}
CLAIM_KINDS |= {"doel": 8, "plan": 7, "bereik": 4, "kosten": 1}
UNITS = ("euro", "bewoners", "%", "gezinnen", "vrijwilligers")
# Some names are far more often met than others, though less so than words.
SKEW = 0.8


class Entries:
    """Makes the case of any number."""

    def __init__(self, seed: int, keys: Keys, vocabulary: Vocabulary) -> None:
        self.seed = seed
        self.keys = keys
        self.vocabulary = vocabulary
        self._weights = {model: zipf(len(names), SKEW) for model, names in keys.items()}

    def is_draft(self, number: int) -> bool:
        """Whether readers do not see case `number`."""
        return number % DRAFTS == DRAFTS // 2

    def snapshot(self, number: int) -> Snapshot:
        """Return case `number` as an editor would have saved it."""
        rng = Random(f"{self.seed}-{number}")  # noqa: S311  # the same for the same seed
        portrait = number % FAMILY == 0
        data: Stored = blank(Snapshot) | {
            "format": FORMAT,
            "slug": slug(number),
            "kind": (Case.Kind.PORTRAIT if portrait else Case.Kind.PRACTICE).value,
            "title": self.vocabulary.name(rng, amount(rng, TITLE))[:150].rstrip(),
            "summary": self.vocabulary.text(rng, amount(rng, SUMMARY)),
            **{name: self.vocabulary.text(rng, amount(rng, LENGTHS[name])) for name in SECTIONS},
            "part_of": slug(number - number % FAMILY) if not portrait and rng.random() < 0.8 else None,
            "featured": rng.random() < 0.001,
            "themes": sorted(self._some(rng, Theme, amount(rng, THEMES))),
            "initiatives": sorted(self._some(rng, Initiative, amount(rng, INITIATIVES))),
            **_state(rng),
        }
        self._place(rng, data)
        articles = self._some(rng, Article, amount(rng, CITATIONS))
        data["citations"] = [{"article": article, "passage": f"alinea {rng.randint(1, 9)}"} for article in articles]
        roles = [role.value for role in Participation.Role]
        data["participations"] = [
            {"organisation": organisation, "role": rng.choice(roles)}
            for organisation in self._some(rng, Organisation, amount(rng, PARTIES))
        ]
        data["links"] = [
            {
                "url": f"https://voorbeeld.example/{number}/{n}",
                "label": self.vocabulary.name(rng, 3),
                "last_checked": None,
            }
            for n in range(amount(rng, LINKS))
        ]
        data["claims"] = [self._claim(rng, position, articles) for position in range(amount(rng, CLAIMS))]
        return read(data)

    def _place(self, rng: Random, data: Stored) -> None:
        """Give the case a municipality, sometimes one that takes part, and sometimes a region instead."""
        if rng.random() < 0.06:
            data["regions"] = [*self._some(rng, Region, 1)]
            return
        own, *involved = self._some(rng, Municipality, 2 if rng.random() < 0.15 else 1)
        places: list[Json] = [{"code": own, "role": "eigen"}]
        data["municipalities"] = places + [{"code": code, "role": "betrokken"} for code in involved]

    def _claim(self, rng: Random, position: int, articles: list[str]) -> Stored:
        claim: Stored = blank(ClaimData) | {
            "key": f"uitspraak-{position}",
            "kind": _weighted(rng, CLAIM_KINDS),
            "text": self.vocabulary.text(rng, amount(rng, CLAIM)),
            "evidence": Claim.Evidence(_weighted(rng, EVIDENCE)).value,
            "article": rng.choice(articles),
            "passage": f"alinea {rng.randint(1, 9)}",
        }
        if rng.random() < 0.74:
            claim["speaker"] = self._some(rng, Speaker, 1)[0]
        if rng.random() < 0.2:
            year = rng.randint(2005, 2026)
            claim |= {"value": str(rng.randint(2, 40_000)), "unit": rng.choice(UNITS), "year": year}
        return claim

    def _some(self, rng: Random, model: type[Model], count: int) -> list[str]:
        """Return `count` different names, the favourites more often."""
        names: dict[str, None] = {}
        while len(names) < count:
            names[rng.choices(self.keys[model], cum_weights=self._weights[model])[0]] = None
        return list(names)


def slug(number: int) -> str:
    """Return the address of case `number`."""
    return f"verzonnen-{number}"


def amount(rng: Random, quantiles: tuple[int, ...]) -> int:
    """Return a whole number that follows `quantiles`: least, the three quartiles, and of nineteen in twenty."""
    place = rng.random()
    edges = (0.0, 0.25, 0.5, 0.75, 1.0)
    part = min(int(place * 4), 3)
    low, high = quantiles[part], quantiles[part + 1]
    return round(low + (high - low) * (place - edges[part]) / 0.25)


def _state(rng: Random) -> dict[str, Any]:
    """Return the years in which the case ran, as far as known, and whether it still does."""
    lifecycle = _weighted(rng, LIFECYCLES)
    started = rng.randint(1998, 2024) if rng.random() < 0.4 else None
    ended = rng.randint(started or 2005, 2026) if lifecycle == "gestopt" else None
    day = datetime.date(rng.randint(2012, 2026), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
    checked = None if lifecycle == "onbekend" else day
    return {"lifecycle": lifecycle, "lifecycle_checked_on": checked, "started_year": started, "ended_year": ended}


def _weighted(rng: Random, shares: dict[str, int]) -> str:
    return rng.choices(list(shares), weights=list(shares.values()))[0]
