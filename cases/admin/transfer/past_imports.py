"""Imports, to look back at and to undo; an undoing is one too, and stands beside them."""

from collections import Counter

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from cases.admin.history.job import what_becomes_of, what_changed
from cases.admin.transfer import history, long_imports, long_undoings, undoing
from cases.admin.transfer.excerpts import excerpts
from cases.admin.transfer.kinds import TRANSFERS
from cases.admin.transfer.long_undoings import BACK, DRAFT, GONE, STAYS, PlannedUndoing
from cases.admin.transfer.outcome import CellChange, Clash
from cases.admin.transfer.pages import TransferMixin, chosen, import_url
from cases.admin.transfer.undoing import Undone
from cases.models import FileImport, FileImportRow, Job
from gouden.web.admin.base import ReadOnlyAdmin, editor

# In the form: what undoing would do, as it was shown.
SEEN_INPUT = "gezien"
# As many rows are shown at once.
ROWS_SHOWN = 200


@admin.register(FileImport)
class FileImportAdmin(ReadOnlyAdmin):
    """Who read in what, and what it did to which rows. Undoing it asks what changing those rows asks."""

    list_display = ("__str__", "what", "by", "at", "standing", "number_of_rows")
    list_filter = ("kind", "state", "at")
    list_select_related = ("by", "undoes")
    search_fields = ("name", "rows__label")
    fields = ("name", "what", "by", "at", "standing", "undoes")
    readonly_fields = ("what", "standing")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/lees-in/", view(self.confirm_view), name="cases_fileimport_confirm"),
            path("<int:pk>/ongedaan/", view(self.undo_view), name="cases_fileimport_undo"),
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        extra: dict[str, object] = {}
        if found:
            rows = found.rows.exclude(status=FileImportRow.Status.WAITING)
            extra = {
                "rows": [(row, _changes(found, row)) for row in rows[:ROWS_SHOWN]],
                "number_of_rows": rows.count(),
                "undone_by": _undoings(found).select_related("by").order_by("at"),
                "may_undo": self.may_undo(request, found),
                "job": latest_job(found),
                **(self._shown(request, found) if found.state == FileImport.State.READY else {}),
                "may_confirm": self.may_confirm(request, found),
            }
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @admin.display(description="soort")
    def what(self, found: FileImport) -> str:
        return capfirst(str(apps.get_model(found.kind)._meta.verbose_name_plural))

    @admin.display(description="stand")
    def standing(self, found: FileImport) -> str:
        waits = found.state in {FileImport.State.CHECKING, FileImport.State.READY}
        if found.undoes_id:
            return f"ongedaan maken: {found.get_state_display()}" if waits else "maakt een inlezing ongedaan"
        return "ongedaan gemaakt" if _undoings(found).exists() else found.get_state_display()

    @admin.display(description="rijen")
    def number_of_rows(self, found: FileImport) -> int:
        return found.rows.exclude(status=FileImportRow.Status.LEFT).count()

    # --- A long file, once it was looked at -------------------------------------------------------------------------

    def _shown(self, request: HttpRequest, found: FileImport) -> dict[str, object]:
        """Return what reading in a long file, or undoing that, would do, as the job found it."""
        if found.undoes_id:
            undoing_rows = [PlannedUndoing.of(row) for row in found.rows.exclude(plan={}).order_by("line")]
            counts = Counter(row.becomes for row in undoing_rows)
            numbers = [(what, counts[what]) for what in (BACK, DRAFT, GONE, STAYS) if counts[what]]
            return {
                "undoing_rows": undoing_rows[:ROWS_SHOWN],
                "number_of_undoing_rows": len(undoing_rows),
                "undoing_counts": numbers,
                "undoes_something": any(what != STAYS for what, _ in numbers),
            }
        planned = [PlannedRow(row) for row in found.rows.exclude(plan={})]
        return {
            "planned": planned[:ROWS_SHOWN],
            "number_of_planned": len(planned),
            "asking": [(row, row.takes_file) for row in planned if row.clashes],
            "of_unknown_age": sum(row.is_of_unknown_age for row in planned),
        }

    def may_confirm(self, request: HttpRequest, found: FileImport) -> bool:
        """Whether it is for this editor to have done what was looked at: only for who asked for it."""
        mine = found.by == editor(request) and found.state == FileImport.State.READY
        return mine and self._admin_of(found).has_import_permission(request)

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a job read in a long file, or undo that, as it was shown."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            found = get_object_or_404(FileImport.objects.select_for_update(), pk=pk)
            if not self.has_view_permission(request, found) or not self._admin_of(found).has_import_permission(request):
                raise PermissionDenied
            if not self.may_confirm(request, found):
                text = "Dit wacht niet meer op u: het is al gedaan, of iemand anders vroeg het."
                self.message_user(request, text, messages.WARNING)
                return HttpResponseRedirect(import_url(found))
            if found.undoes:
                job = long_undoings.undo(found)
                self.log_change(request, found.undoes, f"Ongedaan gemaakt: ingelezen uit {found.name}.")
                self.message_user(request, what_becomes_of(job, "rijen"), messages.INFO)
                return HttpResponseRedirect(import_url(found))
            long_imports.choose(found, chosen(request))
            if long_imports.is_undecided(found):
                text = "Er is nog niets ingelezen: kies bij elke rij hieronder wat het wordt."
                self.message_user(request, text, messages.ERROR)
                return HttpResponseRedirect(import_url(found))
            job = long_imports.read_in(found)
        self.message_user(request, what_becomes_of(job, "rijen"), messages.INFO)
        return HttpResponseRedirect(import_url(found))

    # --- Undoing ------------------------------------------------------------------------------------------------

    def may_undo(self, request: HttpRequest, found: FileImport) -> bool:
        """Whether there is anything of an import that this editor could undo."""
        job = latest_job(found)
        stopped = found.state == FileImport.State.RUNNING and job is not None and job.result == Job.Result.FAILED
        ended = (found.state == FileImport.State.DONE or stopped) and not found.undoes_id
        return ended and self._admin_of(found).has_import_permission(request)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what undoing an import would do; do it once that was seen, all of it or nothing."""
        found = get_object_or_404(FileImport, pk=pk)
        if not self.has_view_permission(request, found) or not self._admin_of(found).has_import_permission(request):
            raise PermissionDenied
        if not self.may_undo(request, found):
            self.message_user(request, "Dit kan niet ongedaan worden gemaakt.", messages.WARNING)
            return HttpResponseRedirect(import_url(found))
        if found.rows.count() > long_imports.AT_ONCE:
            return self._undo_by_job(request, found)
        transfer = self._admin_of(found).transfer(request, f"Ongedaan gemaakt: ingelezen uit {found.name}")
        shown = undoing.rehearse(transfer, found)
        if request.method != "POST":
            return self._show(request, found, shown)
        if shown.outcome.errors or request.POST.get(SEEN_INPUT) != shown.fingerprint:
            return self._show(request, found, shown, stale=True)
        transfer = self._admin_of(found).transfer(request, transfer.note)
        lines = {line for line, takes in chosen(request).items() if takes}
        undone, kept = undoing.undo(transfer, found, lines)
        if kept is None:
            return self._show(request, found, undone)
        history.log_put_back(transfer, undone.put_back)
        self._say(request, found, undone, kept)
        return HttpResponseRedirect(import_url(kept))

    def _undo_by_job(self, request: HttpRequest, found: FileImport) -> HttpResponse:
        """Let a job look at what undoing an import of many rows would do; its page then asks whether that is to be."""
        if request.method != "POST":
            return self._show(request, found, None)
        kept, job = long_undoings.look_at(found, editor(request))
        self.message_user(request, what_becomes_of(job, "rijen"), messages.INFO)
        return HttpResponseRedirect(import_url(kept))

    def _say(self, request: HttpRequest, found: FileImport, undone: Undone, kept: FileImport) -> None:
        back, gone = len(undone.put_back), len(undone.removed)
        left = kept.rows.filter(status=FileImportRow.Status.LEFT).count()
        text = f"Ongedaan gemaakt: {back} teruggezet, {gone} weggehaald, {left} gelaten."
        if changed := what_changed(undone.outcome.refreshed):
            text = format_html("{} {}", text, changed)
        self.message_user(request, text, messages.SUCCESS)
        self.log_change(request, found, f"Ongedaan gemaakt: ingelezen uit {found.name}.")

    def _show(
        self, request: HttpRequest, found: FileImport, undone: Undone | None, *, stale: bool = False
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": f"Maak ongedaan: ingelezen uit {found.name}",
            "found": found,
            "undone": undone,
            "stale": stale,
            "seen_input": SEEN_INPUT,
            "import_url": import_url(found),
            "undo_url": reverse("admin:cases_fileimport_undo", args=[found.pk]),
        }
        return TemplateResponse(request, "admin/transfer/undo.html", context)

    def _admin_of(self, found: FileImport) -> TransferMixin:
        """Return the admin of the rows, which knows who may what."""
        of = self.admin_site.get_model_admin(apps.get_model(found.kind))
        assert isinstance(of, TransferMixin)  # noqa: S101  # nothing else comes in from a file
        return of


class PlannedRow:
    """What would become of a row of a long file, as the page of a short one shows it."""

    def __init__(self, row: FileImportRow) -> None:
        line, new, changes, theirs, clashes = row.plan["said"]
        self.line, self.entry, self.is_new, self.who = line, row.label, new, row.plan["who"]
        self.excerpts = [CellChange(column, *excerpts(old, became)) for column, old, became in changes]
        self.theirs = [CellChange(column, *excerpts(old, became)) for column, old, became in theirs]
        bases = row.plan["bases"]
        self.clashes = [Clash(column, bases[column], now, file) for column, now, file in clashes]
        self.is_of_unknown_age, self.takes_file = row.plan["unknown"], row.takes_file


def _undoings(found: FileImport) -> QuerySet[FileImport]:
    """Return what undid this import, or is at it; not what only looked."""
    return found.undone_by.exclude(state__in=[FileImport.State.CHECKING, FileImport.State.READY])


def latest_job(found: FileImport) -> Job | None:
    """Return the job that was last at this file; None: a request did it."""
    return Job.objects.filter(kind=Job.Kind.IMPORT, arguments__file_import=found.pk).order_by("-pk").first()


def _changes(found: FileImport, row: FileImportRow) -> list[CellChange]:
    """Return what became of each cell that changed."""
    columns = TRANSFERS[apps.get_model(found.kind)].columns
    return [
        CellChange(column.name, was, became)
        for column in columns
        if (was := row.before.get(column.attribute, "")) != (became := row.after.get(column.attribute, ""))
    ]
