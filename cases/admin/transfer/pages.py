"""The pages of import and export, beside the list of one kind of entry."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases.admin.history.job import what_becomes_of, what_changed
from cases.admin.transfer import history, long_imports, sheets, uploads
from cases.admin.transfer.entries import Transfer
from cases.admin.transfer.export_pages import MEDIA_TYPES, ExportMixin
from cases.admin.transfer.importing import Choices, key_errors, lines_of, read_in, rehearse
from cases.admin.transfer.outcome import ImportOutcome
from cases.models import FileImport, Upload
from gouden.web.admin.base import editor, whole_number
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.text.dutch_text import enumeration

# As many mistakes are shown at once.
ERRORS_SHOWN = 200
# In the form: what of a row the editor takes, by its line.
CHOICE = "keuze-"


class UploadForm(ExplainingForm):
    file = forms.FileField(
        label="Bestand",
        help_text=f"CSV of XLSX, ten hoogste {sheets.ROWS} rijen en {sheets.BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        max_length=200,
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
    )

    def clean_file(self) -> sheets.Sheet:
        """Return what is in the file; its bytes stay in `content`."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > sheets.BYTES:
            raise forms.ValidationError(f"Dit bestand is groter dan {sheets.BYTES // 1_000_000} MB.")
        self.content, self.name = upload.read(), upload.name or "bestand"
        try:
            return sheets.read(self.content)
        except sheets.Unreadable as error:
            raise forms.ValidationError(str(error)) from error


class TransferMixin(ExportMixin):
    """Import and export for an admin whose model is in TRANSFERS."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("inlezen/", view(self.import_view), name=f"{name}_import"),
            path("inlezen/bevestig/", view(self.confirm_view), name=f"{name}_confirm_import"),
        ]
        return own + super().get_urls()

    # --- In -----------------------------------------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, and show what reading it in would do or what is wrong with it."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask_for_a_file(request, UploadForm())
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask_for_a_file(request, form)
        if len(form.cleaned_data["file"].rows) > long_imports.AT_ONCE:
            return self._leave_to_job(request, form.cleaned_data["file"], form.name)
        outcome = rehearse(self.transfer(request), form.cleaned_data["file"])
        if outcome.errors:
            return self._ask_for_a_file(request, UploadForm(), outcome=outcome, name=form.name)
        if not outcome.changing and not outcome.asking:
            self._say_nothing_is_new(request, outcome, form.name)
            return HttpResponseRedirect(self.url_of("import"))
        kept = uploads.keep(
            by=editor(request),
            kind=self.opts.label,
            name=form.name,
            content=form.content,
            fingerprint=outcome.fingerprint,
        )
        return self._show(request, outcome, kept)

    def _leave_to_job(self, request: HttpRequest, sheet: sheets.Sheet, name: str) -> HttpResponse:
        """Let a job look at a file of many rows; what its columns and keys show to be wrong is said at once."""
        transfer = self.transfer(request)
        rows, errors = lines_of(transfer, sheet)
        if errors := errors or key_errors(transfer, rows):
            return self._ask_for_a_file(request, UploadForm(), outcome=ImportOutcome([], errors), name=name)
        found, job = long_imports.look_at(transfer, rows, name)
        self.message_user(request, what_becomes_of(job, "rijen"), messages.INFO)
        return HttpResponseRedirect(import_url(found))

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Read in the file that was shown; when that would now do something else, show it anew."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            kept = uploads.find(by=editor(request), kind=self.opts.label, token=request.POST.get("token", ""))
            if kept is None:
                text = "Dit bestand is al ingelezen of het is langer dan een uur geleden gekozen. Kies het opnieuw."
                self.message_user(request, text, messages.WARNING)
                return HttpResponseRedirect(self.url_of("import"))
            return self._read_in(request, kept)

    def _read_in(self, request: HttpRequest, kept: Upload) -> HttpResponse:
        transfer = self.transfer(request, f"Ingelezen uit {kept.name}")
        sheet, choices = sheets.read(bytes(kept.content)), chosen(request)
        with transaction.atomic():
            outcome = read_in(transfer, sheet, choices)
            as_shown = not outcome.errors and outcome.fingerprint == kept.fingerprint
            undecided = as_shown and any(row.line not in choices for row in outcome.asking)
            if as_shown and not undecided:
                history.log_read_in(transfer, outcome, kept.name)
                done = history.keep(transfer, outcome, kept.name)
                kept.delete()
            else:
                transaction.set_rollback(True)
        if outcome.errors:
            kept.delete()
            return self._ask_for_a_file(request, UploadForm(), outcome=outcome, name=kept.name, stale=True)
        if not as_shown:
            kept.fingerprint = outcome.fingerprint
            kept.save(update_fields=["fingerprint"])
            return self._show(request, outcome, kept, stale=True)
        if undecided:
            return self._show(request, outcome, kept, choices, undecided=True)
        self._say_what_happened(request, transfer, outcome, done)
        return HttpResponseRedirect(self.url_of("changelist"))

    def _say_nothing_is_new(self, request: HttpRequest, outcome: ImportOutcome, name: str) -> None:
        text = f"In {name} staat niets nieuws: alle rijen staan al zo in de catalogus."
        if outcome.merged:
            lines = enumeration(row.line for row in outcome.merged)
            text = (
                f"In {name} staat niets nieuws. Een collega wijzigde intussen wat op rij {lines} nog als vroeger staat;"
                " dat blijft zoals het nu is."
            )
        self.message_user(request, text, messages.INFO)

    def _say_what_happened(
        self, request: HttpRequest, transfer: Transfer, outcome: ImportOutcome, done: FileImport
    ) -> None:
        counts = outcome.counts
        text = f"Ingelezen uit {done.name}: {counts['new']} nieuw, {counts['changed']} gewijzigd."
        if outcome.merged or outcome.asking:
            kept = {row.line for row in outcome.merged} | {row.line for row in outcome.asking}
            text += f" Naar wat een collega intussen wijzigde, is gekeken op rij {enumeration(sorted(kept))}."
        if transfer.waits_for_publication:
            text += " Lezers zien het pas als u de voorbeelden publiceert."
        elif changed := what_changed(outcome.refreshed):
            text = format_html("{} {}", text, changed)
        link = format_html('<a href="{}">Bekijk wat er is ingelezen, of maak het ongedaan</a>', import_url(done))
        self.message_user(request, format_html("{} {}.", text, link), messages.SUCCESS)

    # --- What they share ----------------------------------------------------------------------------------------

    def _ask_for_a_file(
        self, request: HttpRequest, form: UploadForm, outcome: ImportOutcome | None = None, **extra: object
    ) -> HttpResponse:
        errors = outcome.errors if outcome else []
        context = {
            "title": f"{self.opts.verbose_name_plural} inlezen".capitalize(),
            "form": form,
            "explained": self.explained(),
            "errors": errors[:ERRORS_SHOWN],
            "number_of_errors": len(errors),
            **{f"{page}_url": self.url_of(page) for page in ("changelist", "import")},
            "templates": {extension: self.url_of("template", extension) for extension in MEDIA_TYPES},
        }
        return self._transfer_page(request, "admin/transfer/import.html", context | extra)

    def _show(
        self,
        request: HttpRequest,
        outcome: ImportOutcome,
        kept: Upload,
        choices: Choices | None = None,
        **extra: object,
    ) -> HttpResponse:
        """Show what would change; `choices`: what the editor chose already."""
        context = {
            "title": f"{kept.name} inlezen",
            "outcome": outcome,
            "asking": [(row, (choices or {}).get(row.line)) for row in outcome.asking],
            "kept": kept,
            **extra,
            **{f"{page}_url": self.url_of(page) for page in ("changelist", "import", "confirm_import")},
        }
        return self._transfer_page(request, "admin/transfer/preview.html", context)

    def _transfer_page(self, request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, shared | context)


def import_url(done: FileImport) -> str:
    """Return the address of the page that says what an import did."""
    return reverse("admin:cases_fileimport_change", args=[done.pk])


def chosen(request: HttpRequest) -> Choices:
    """Return of which rows the editor takes the file's text, and of which the colleague's."""
    given = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
    return {
        int(line): value == "bestand"
        for line, value in given.items()
        if whole_number(line) is not None and value in {"bestand", "collega"}
    }
