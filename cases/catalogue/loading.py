"""Loading the catalogue: creates what is missing, updates what nobody edited since the last load, lists the rest."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.db import Error as DatabaseError
from django.db import transaction

from cases import workflow
from cases.catalogue.entries import AFTER_CASES, BEFORE_CASES, CLAIM_LINKS, Kind
from cases.catalogue.files import BrokenFile, read
from cases.catalogue.values import checked
from cases.models import Case, CaseLink, Claim, LoadedEntry, PublishedCase
from cases.references import References, UnresolvedReference
from cases.rules import NotPublishable
from cases.snapshot import CLAIM_SCALARS, SCALARS, Data, blank, blank_claim, cleaned, forms, plain, restore, snapshot
from municipalities.importers import renew_statistics

Say = Callable[[str], None]


@dataclass
class Report:
    """What a load did, per kind of entry, and what it left alone because an editor changed or removed it."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)

    def line(self, label: str) -> str:
        """Return one line on a kind: how many are new, updated and unchanged."""
        parts = [
            f"{counter[label]} {word}"
            for counter, word in (
                (self.created, "nieuw"),
                (self.updated, "bijgewerkt"),
                (self.unchanged, "ongewijzigd"),
            )
            if counter[label]
        ]
        return f"{label}: {', '.join(parts) or 'geen'}"


def load_catalogue(folder: Path, say: Say = lambda line: None) -> Report:
    """Load every entry in `folder`, publish the cases among them, and return what happened.

    One transaction: a broken file (BrokenFile, with the entry it concerns) changes nothing. `say` gets a line per step.
    """
    entries = read(folder)
    with transaction.atomic():
        load = _Load(Report(), References(), _digests())
        for kind in BEFORE_CASES:
            load.kind(kind, entries.get(kind.name, []))
            say(load.report.line(kind.label))
        load.cases(entries["cases"])
        say(load.report.line("praktijkvoorbeelden"))
        for kind in AFTER_CASES:
            load.kind(kind, entries.get(kind.name, []))
            say(load.report.line(kind.label))
        renew_statistics()
        load.publish()
        say(f"gepubliceerd: {PublishedCase.objects.count()}")
    return load.report


def digest(data: Data) -> str:
    """Return the SHA-256 of an entry in its complete form."""
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


def complete_case(data: Data) -> Data:
    """Return a case from a file with everything a file may leave out, in the form that `snapshot` gives.

    Raises ValueError for a number or a day that cannot be.
    """
    unknown = data.keys() - blank().keys()
    if unknown:
        raise BrokenFile(f"Praktijkvoorbeeld {data.get('slug')}: onbekende sleutel {', '.join(sorted(unknown))}")
    full = blank() | cleaned({name: plain(value) for name, value in data.items() if value is not None})
    full |= checked(Case, data, SCALARS)
    full["municipalities"] = sorted(full["municipalities"], key=lambda row: (row["role"] != "eigen", row["code"]))
    full["links"] = [
        {"label": "", "last_checked": None} | link | checked(CaseLink, link, ["last_checked"]) for link in full["links"]
    ]
    full["citations"] = [{"passage": ""} | citation for citation in full["citations"]]
    full["claims"] = [_complete_claim(claim, data["slug"]) for claim in full["claims"]]
    for name in ("regions", "initiatives", "themes"):
        full[name] = sorted(full[name])
    del full["claim_links"]
    return full


def _complete_claim(claim: Data, case: str) -> Data:
    unknown = claim.keys() - blank_claim().keys()
    if unknown:
        raise BrokenFile(
            f"Praktijkvoorbeeld {case}: uitspraak {claim.get('key')}: onbekend {', '.join(sorted(unknown))}"
        )
    full = blank_claim() | {name: value for name, value in claim.items() if value is not None}
    try:
        return full | checked(Claim, full, CLAIM_SCALARS)
    except ValueError as error:
        raise ValueError(f"uitspraak {claim.get('key')}: {error}") from error


def _without_links(data: Data) -> Data:
    return {name: value for name, value in data.items() if name != "claim_links"}


def _digests() -> dict[tuple[str, str], str]:
    return {(row.kind, row.key): row.digest for row in LoadedEntry.objects.all()}


class _Load:
    """One run: what was loaded before, what is written now."""

    def __init__(self, report: Report, references: References, digests: dict[tuple[str, str], str]) -> None:
        self.report = report
        self.references = references
        self.digests = digests
        self.to_publish: dict[str, None] = {}
        self.references_changed = False

    def kind(self, kind: Kind, entries: list[Data]) -> None:
        """Load the entries of one kind."""
        current: dict[str, tuple[Any, Data | None]] = {}
        for row in kind.rows():
            data = kind.dump(row)
            current[kind.key_of(data)] = (row, data)
        for entry in entries:
            with _Named(kind.label, entry):
                wanted = kind.complete(entry)
            key = kind.key_of(wanted)
            row, found = current.get(key, (None, None))
            if self._decide(kind.name, kind.label, key, found, wanted):
                with _Named(kind.label, entry):
                    kind.save(row or kind.model(), wanted, self.references)
                self.references_changed = self.references_changed or row is not None
                if kind is CLAIM_LINKS:
                    self.to_publish |= dict.fromkeys(wanted[side].partition("#")[0] for side in "ab")

    def cases(self, entries: list[Data]) -> None:
        """Load the cases, portraits before the practices that are part of them."""
        current = {case.slug: case for case in Case.objects.for_snapshot()}
        for entry in sorted(entries, key=lambda data: data.get("kind") != Case.Kind.PORTRAIT):
            with _Named("praktijkvoorbeeld", entry):
                wanted = complete_case(entry)
            case = current.get(wanted["slug"])
            data = _without_links(snapshot(case)) if case else None
            if self._decide("cases", "praktijkvoorbeelden", wanted["slug"], data, wanted):
                with _Named("praktijkvoorbeeld", entry):
                    restore(case or Case(), wanted | {"claim_links": []}, self.references)
                self.to_publish[wanted["slug"]] = None

    def _decide(self, kind: str, label: str, key: str, data: Data | None, wanted: Data) -> bool:
        """Return whether `wanted` is to be written; count it, and remember what was loaded."""
        loaded = self.digests.get((kind, key))
        fingerprint = digest(wanted)
        if data is None and loaded:
            self.report.left_alone.append(f"{label}: {key} (door de redactie verwijderd)")
            return False
        if data is not None and digest(data) == fingerprint:
            self.report.unchanged[label] += 1
        elif data is not None and loaded not in {digest(form) for form in forms(data)}:
            if loaded != fingerprint:
                self.report.left_alone.append(f"{label}: {key} (door de redactie gewijzigd; het bestand is ook anders)")
            self.report.unchanged[label] += 1
            return False
        else:
            (self.report.created if data is None else self.report.updated)[label] += 1
        if loaded != fingerprint:
            LoadedEntry.objects.update_or_create(kind=kind, key=key, defaults={"digest": fingerprint})
        return data is None or digest(data) != fingerprint

    def publish(self) -> None:
        """Publish every case that was written, and make the others anew when a row they refer to changed."""
        edited = {line.partition(": ")[2].partition(" ")[0] for line in self.report.left_alone}
        cases = {case.slug: case for case in Case.objects.filter(slug__in=self.to_publish)}
        for slug in self.to_publish:
            case = cases[slug]
            if case.state in {Case.State.WITHDRAWN, Case.State.ARCHIVED} or slug in edited:
                continue
            try:
                workflow.publish(case=case, by=None, note="Geladen uit fixtures")
            except NotPublishable as error:
                raise BrokenFile(f"Praktijkvoorbeeld {slug} is niet te publiceren: {error}") from error
        if self.references_changed:
            workflow.refresh_places()


class _Named:
    """Turns an error while an entry is handled into a BrokenFile that names it."""

    def __init__(self, label: str, entry: Data) -> None:
        self.label, self.entry = label, entry

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, (DatabaseError, ValueError, UnresolvedReference)):
            name = self.entry.get("slug") or self.entry.get("key") or orjson.dumps(self.entry).decode()[:120]
            raise BrokenFile(f"{self.label}: {name}: {error}") from error
