"""Mailboxes of municipalities and organisations as rows of a sheet."""

from collections.abc import Iterable, Sequence

from django.db.models import Model, Q, QuerySet

from cases import jobs
from cases.admin.transfer import cells
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.columns import column
from cases.admin.transfer.data import Data
from cases.admin.transfer.entries import ImportEntry, RowKey, Transfer, of_model
from cases.models import Mailbox
from cases.revisions.references import key_of
from municipalities.models import Municipality, Organisation

CODE = "De CBS-code van een gemeente, zoals 0197, of de adresnaam van een organisatie. Hieraan wordt de rij herkend."


class MailboxTransfer(Transfer):
    """A mailbox is found by what it is of."""

    model = Mailbox
    key = ("kind", "code")
    waits_for_publication = False
    columns = (
        column(Mailbox, "kind", cells.ChoiceCell(Mailbox.Kind.choices)),
        SheetColumn("code", "code of adresnaam", cells.LineCell(), CODE, needed=True),
        column(Mailbox, "address"),
        column(Mailbox, "source"),
        column(Mailbox, "checked_on"),
    )

    def blank(self) -> Data:
        return {"kind": "", "code": "", "address": "", "source": "", "checked_on": None}

    def existing(self, keys: set[RowKey]) -> dict[RowKey, ImportEntry]:
        codes = {code for _, code in keys}
        rows = Mailbox.objects.filter(Q(municipality__cbs_code__in=codes) | Q(organisation__slug__in=codes))
        return {(str(entry.data["kind"]), str(entry.data["code"])): entry for entry in self.entries(rows)}

    def entries(self, queryset: QuerySet[Model]) -> Iterable[ImportEntry]:
        for row in queryset.select_related("municipality", "organisation"):
            mailbox = of_model(Mailbox, row)
            code = key_of(mailbox.municipality or mailbox.organisation)
            day = mailbox.checked_on.isoformat()
            said: Data = {"kind": mailbox.kind, "code": code, "address": mailbox.address}
            yield ImportEntry.of(row, said | {"source": mailbox.source, "checked_on": day})

    def fill(self, entry: ImportEntry) -> None:
        row, data = entry.row_as(Mailbox), entry.data
        code = str(data["code"])
        row.kind, row.address, row.source = (str(data[name]) for name in ("kind", "address", "source"))
        row.checked_on = data["checked_on"]  # type: ignore[assignment]  # a day as text, which the field reads
        municipal = row.kind == Mailbox.Kind.MUNICIPALITY
        row.municipality = self.references.get(Municipality, code) if municipal else None
        row.organisation = None if municipal else self.references.get(Organisation, code)

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        kind, code = str(entry.data["kind"]), str(entry.data["code"])
        of = Municipality if kind == Mailbox.Kind.MUNICIPALITY else Organisation
        if kind and self.references.get(of, code) is None:
            return {"code": f"Er is geen {kind} ‘{code}’."}
        return {}

    def store(self, entry: ImportEntry) -> None:
        entry.row.save()

    def record(self, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> jobs.Refreshed:
        """Nothing follows: readers do not see mailboxes."""
        return jobs.Refreshed()
