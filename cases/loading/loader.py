"""Loading the catalogue: creates what is missing, updates what nobody edited since the last load, lists the rest."""

from collections import Counter
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, replace
from pathlib import Path
from types import TracebackType

import orjson
from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import Model

from cases import fields, publishing
from cases.fields import ClaimLinkData, Day, Definition, Field, Figure, RowData, Snapshot, Year, definition, named
from cases.loading.entries import AFTER_CASES, BEFORE_CASES, CLAIM_LINKS, SEARCH_WORDS, SYNONYMS, Kind
from cases.loading.files import BrokenFile, read
from cases.loading.fingerprints import digest, fingerprints
from cases.loading.values import Data, checked
from cases.loading.words import doubts, take_away_parts
from cases.models import (
    Adoption,
    Case,
    CitingRow,
    Claim,
    ClaimAddress,
    ClaimLink,
    LoadedEntry,
    PublishedCase,
    SearchWord,
    Synonym,
)
from cases.models.catalogue.cited_text import addresses
from cases.publishing.rules import NotPublishable
from cases.revisions.references import References, UnresolvedReference
from cases.revisions.snapshot import clean, own_first, plain, restore, snapshot
from cases.search.queries.search_words import TakenNames
from municipalities.importers import renew_statistics
from municipalities.models import ReferenceRow

Say = Callable[[str], None]


@dataclass
class Report:
    """What a load did, per kind of entry, and what it left alone because an editor changed or removed it."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)
    # What is loaded, and may not be meant.
    doubts: list[str] = field(default_factory=list)
    # Each entry that was written.
    written: list[str] = field(default_factory=list)

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
        load = _Load(Report(), References(), _digests(), say)
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
        load.cite()
        load.remember()
        load.report.doubts = doubts()
        say(f"gepubliceerd: {PublishedCase.objects.count()}")
    return load.report


def case_of(entry: Data) -> Snapshot:
    """Return a case from a file with everything a file may leave out. Raises BrokenFile for a key it does not know."""
    found = _of_file(Snapshot, entry, f"Praktijkvoorbeeld {entry.get('slug')}")
    assert isinstance(found, Snapshot)  # noqa: S101
    return replace(found, municipalities=own_first(found.municipalities))


def _of_file(of: Definition, entry: Data, where: str) -> Snapshot | RowData:
    fields_here = {name: field for name, field in definition(of).items() if field.row is not ClaimLinkData}
    if unknown := entry.keys() - fields_here.keys():
        raise BrokenFile(f"{where}: onbekende sleutel {', '.join(sorted(unknown))}")
    content = {name: _value(fields_here[name], value, where) for name, value in entry.items() if value is not None}
    missing = [name for name, field in fields_here.items() if field.default is MISSING and name not in content]
    if missing:
        raise BrokenFile(f"{where}: {', '.join(missing)} ontbreekt")
    try:
        content |= checked(of.model, entry, named(of, Year, Day, Figure))
    except ValueError as error:
        raise BrokenFile(f"{where}: {error}") from error
    return of(**content)  # type: ignore[arg-type]


def _value(field: Field, value: object, where: str) -> object:
    match field.part:
        case fields.Rows():
            assert field.row is not None  # noqa: S101
            row, name = field.row, field.row.model._meta.verbose_name
            assert isinstance(value, list)  # noqa: S101
            return tuple(_of_file(row, one, f"{where}: {name} {one.get('key', '')}".strip()) for one in value)
        case fields.ReferenceList():
            assert isinstance(value, list)  # noqa: S101
            return tuple(sorted(value))
    return clean(field, plain(value))


def _digests() -> dict[tuple[str, str], str]:
    return {(row.kind, row.key): row.digest for row in LoadedEntry.objects.all()}


class _Load:
    """One run: what was loaded before, what is written now."""

    def __init__(self, report: Report, references: References, digests: dict[tuple[str, str], str], say: Say) -> None:
        self.report = report
        self.say = say
        self.references = references
        self.digests = digests
        # The fingerprints to remember of this run.
        self.loaded: dict[tuple[str, str], str] = {}
        self.to_publish: dict[str, None] = {}
        # By kind and key, what editors changed or threw away: what a file says of it is left out.
        self.editors_own: set[tuple[str, str]] = set()
        self.references_changed = False
        # The cases of which an adoption was written.
        self.adopted: set[int] = set()
        # What search keeps in memory until the catalogue's version goes up.
        self.words_changed = False
        # What readers may type for the words that are in no file; made when the first of a file is read.
        self.own_names: TakenNames | None = None
        # What cites claims and is as its file says, with whether this run wrote it.
        self.citing: list[tuple[Kind, CitingRow, bool]] = []

    def kind(self, kind: Kind, entries: list[Data]) -> None:
        """Load the entries of one kind."""
        current: dict[str, tuple[Model | None, Data]] = {}
        for stored in kind.rows():
            data = kind.dump(stored)
            current[kind.key_of(data)] = (stored, data)
        self._look_up(kind, entries, held=len(current))
        for entry in entries:
            with _Named(kind.label, entry):
                wanted = kind.complete(entry)
            key = kind.key_of(wanted)
            if kind is SEARCH_WORDS:
                wanted = self._without_editors_own(wanted)
                if self._is_taken(wanted, entries):
                    self.report.left_alone.append(
                        f"{kind.label}: {key} (de redactie heeft dit zelf bij een woord gezet)"
                    )
                    continue
            if kind is CLAIM_LINKS and self._lacks_claim(wanted):
                self.report.left_alone.append(f"{kind.label}: {key} (van een voorbeeld dat de redactie wijzigde)")
                continue
            row, found = current.get(key, (None, {}))
            # Until release 0.2 a fingerprint was of all that an entry holds.
            known = [digest(kind.short(found)), digest(kind.earlier(found))] if row else []
            saved = row
            writes = self._decide(kind.name, kind.label, key, known, digest(kind.short(wanted)))
            if writes:
                with _Named(kind.label, entry):
                    saved = row or kind.model()
                    kind.save(saved, wanted, self.references)
                    if isinstance(saved, ReferenceRow):
                        publishing.show_written(saved)
                self._follow_up(saved, wanted, was_there=row is not None)
            if isinstance(saved, CitingRow) and (kind.name, key) not in self.editors_own:
                self.citing.append((kind, saved, writes))
        if kind is SYNONYMS and (gone := take_away_parts(entries, current, self.digests)):
            self.report.updated[kind.label] += gone
            self.words_changed = True

    def _follow_up(self, saved: Model, wanted: Data, *, was_there: bool) -> None:
        """Remember what must be made anew, now that this row is written."""
        self.references_changed = self.references_changed or was_there
        self.words_changed = self.words_changed or isinstance(saved, SearchWord | Synonym)
        if isinstance(saved, Adoption):
            self.adopted.add(saved.case_id)
        if isinstance(saved, ClaimLink):
            self.to_publish |= dict.fromkeys(str(wanted[side]).partition("#")[0] for side in "ab")

    def _look_up(self, kind: Kind, entries: list[Data], *, held: int) -> None:
        """Look up together what these entries name, where there are more than are held: so many are written."""
        if len(entries) > held:
            # Of its own kind a row may come yet.
            self.references.preload_all(named for named in kind.named_in(entries) if named[0] is not kind.model)

    def _lacks_claim(self, tie: Data) -> bool:
        """Whether a claim of `tie` does not exist because its case is the editors' own."""
        sides = [str(tie[side]).partition("#") for side in "ab"]
        return any(
            ("cases", slug) in self.editors_own and not Claim.objects.filter(case__slug=slug, key=key).exists()
            for slug, _, key in sides
        )

    def _is_taken(self, word: Data, entries: list[Data]) -> bool:
        """Whether an editor has a word of their own for one of the names of this one."""
        if self.own_names is None:
            of_files = {entry.get("word") for entry in entries}
            self.own_names = TakenNames(SearchWord.objects.exclude(word__in=of_files))
        return bool(self.own_names.clash(SearchWord(word=str(word["word"]), also=_texts(word["also"]))))

    def _without_editors_own(self, word: Data) -> Data:
        """Return a search word without its ties to what an editor renamed or took away."""

        def is_there(name: str, model: type[Model], key: str) -> bool:
            slug, _, claim = key.partition("#")
            if ("cases" if claim else name, slug) not in self.editors_own:
                return True
            found = model._default_manager.filter(**{"case__slug": slug, "key": claim} if claim else {"slug": slug})
            return found.exists()

        left = {
            name: [key for key in _texts(word[name]) if is_there(name, model, key)]
            for name, model in SEARCH_WORDS.lists.items()
        }
        return word | left

    def cases(self, entries: list[Data]) -> None:
        """Load the cases, portraits before the practices that are part of them."""
        current = {case.slug: case for case in Case.objects.for_snapshot()}
        for entry in sorted(entries, key=lambda data: data.get("kind") != Case.Kind.PORTRAIT):
            wanted = case_of(entry)
            case = current.get(wanted.slug)
            known = fingerprints(snapshot(case)) if case else []
            if self._decide("cases", "praktijkvoorbeelden", wanted.slug, known, fingerprints(wanted)[0]):
                with _Named("praktijkvoorbeeld", entry):
                    restore(case or Case(), wanted, self.references)
                self.to_publish[wanted.slug] = None

    def _decide(self, kind: str, label: str, key: str, known: list[str], wanted: str) -> bool:
        """Return whether an entry is to be written; count it, and remember what was loaded.

        `known` are the fingerprints of the row as it is now, today's first (none: there is no row); `wanted` is that of
        the file.
        """
        loaded = self.digests.get((kind, key))
        if not known and loaded:
            self.editors_own.add((kind, key))
            self.report.left_alone.append(f"{label}: {key} (door de redactie verwijderd)")
            return False
        if wanted in known[:1]:
            self.report.unchanged[label] += 1
        elif known and loaded not in known:
            self.editors_own.add((kind, key))
            if loaded != wanted:
                self.report.left_alone.append(f"{label}: {key} (door de redactie gewijzigd; het bestand is ook anders)")
            self.report.unchanged[label] += 1
            return False
        else:
            (self.report.updated if known else self.report.created)[label] += 1
            self.report.written.append(f"{label}: {key} ({'bijgewerkt' if known else 'nieuw'})")
        if loaded != wanted:
            self.loaded[kind, key] = wanted
        return wanted not in known[:1]

    def publish(self) -> None:
        """Publish every case that was written, and make the others anew when a row they refer to changed."""
        edited = {line.partition(": ")[2].partition(" ")[0] for line in self.report.left_alone}
        cases = {case.slug: case for case in Case.objects.filter(slug__in=self.to_publish)}
        shown = []
        for case in (cases[slug] for slug in self.to_publish):
            if case.state in {Case.State.WITHDRAWN, Case.State.ARCHIVED, Case.State.BINNED} or case.slug in edited:
                # Its ties may be others now; whoever saves it next must not seem to have written that.
                publishing.record_revision(case=case, by=None)
            else:
                shown.append(case)
        try:
            publishing.publish_written(
                cases=shown,
                note="Geladen uit fixtures",
                say=lambda done, total: done < total and self.say(f"gepubliceerd: {done} van {total}"),
            )
        except NotPublishable as error:
            slug = error.case.slug if error.case else ""
            raise BrokenFile(f"Praktijkvoorbeeld {slug} is niet te publiceren: {error}") from error
        if self.references_changed:
            publishing.refresh_places()
            return
        publishing.refresh_cases(sorted(self.adopted))
        if self.words_changed:
            publishing.forget_cached()

    def cite(self) -> None:
        """Keep what the claims say that texts cite: of texts that were written, and of those about cases that were.

        A claim that an editor changed the case of, or withdrew, is kept as one that is gone: the start page says so.
        """
        for kind, row, written in self.citing:
            cited = addresses(row.cited_text)
            if written or any(address.slug in self.to_publish for address in cited):
                unknown = [str(address) for address in publishing.cite_written(row) if not self._was_there(address)]
                if unknown:
                    raise BrokenFile(f"{kind.label}: {kind.key_of(kind.dump(row))}: onbekend: {', '.join(unknown)}")

    def remember(self) -> None:
        """Keep the fingerprints of what is as its file says."""
        LoadedEntry.objects.bulk_create(
            [LoadedEntry(kind=kind, key=key, digest=digest) for (kind, key), digest in self.loaded.items()],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["digest"],
        )

    def _was_there(self, address: ClaimAddress) -> bool:
        """Whether the files have this claim, and it is for editors' doing that readers do not see it."""
        if ("cases", address.slug) in self.editors_own:
            return True
        return Claim.objects.filter(case__slug=address.slug, key=address.key).exists()


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)  # noqa: S101  # of a complete entry
    return value


class _Named:
    """Turns an error while an entry is handled into a BrokenFile that names it."""

    def __init__(self, label: str, entry: Data) -> None:
        self.label, self.entry = label, entry

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, (DatabaseError, NotPublishable, ValueError, UnresolvedReference)):
            name = (
                self.entry.get("slug")
                or self.entry.get("key")
                or self.entry.get("word")
                or orjson.dumps(self.entry).decode()[:120]
            )
            raise BrokenFile(f"{self.label}: {name}: {error}") from error
