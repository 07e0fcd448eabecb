"""The list of one kind of entry as a file to take along, and an empty one to fill in; and who may do what with them."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import slugify

from cases.admin.transfer import sheets
from cases.admin.transfer.entries import ImportEntry, Transfer
from cases.admin.transfer.kinds import TRANSFERS
from cases.admin.transfer.refusals import why_not_saved
from cases.admin.transfer.stale_rows import MEANING, VERSION, version
from gouden.web.admin.base import GoudenAdmin, editor

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportMixin(GoudenAdmin):
    """The files that go out, for an admin whose model is in TRANSFERS."""

    change_list_template = "admin/transfer/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("sjabloon.<str:extension>", view(self.template_view), name=f"{name}_template"),
            path("bestand.<str:extension>", view(self.export_view), name=f"{name}_export"),
        ]
        return own + super().get_urls()

    # --- Who may ------------------------------------------------------------------------------------------------

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Whether there is anything this editor could read in."""
        return self.has_add_permission(request) or self.has_change_permission(request)

    def why_kept_entry(self, request: HttpRequest, entry: ImportEntry) -> str:
        """Return in Dutch why the editor may not delete the row of this entry: as on the form; empty: that may be."""
        may = self.has_delete_permission(request, entry.row)
        return "" if may else why_not_saved(editor(request), entry.row, "weghalen")

    def may_save_entry(self, request: HttpRequest, entry: ImportEntry) -> bool:
        """Whether the editor may save this entry: as on the form."""
        if entry.before is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, entry.row)

    # --- Files ------------------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        chosen = request.GET.copy()
        chosen.pop("p", None)
        context = {"may_import": self.has_import_permission(request), "chosen": chosen.urlencode()}
        return super().changelist_view(request, context | (extra_context or {}))

    def export_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """Give the list as it is filtered, searched and ordered, whole."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        changelist = self.url_of("changelist")
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(changelist)
        transfer = self.transfer(request)
        rows = [
            [*(column.export(entry.data) for column in transfer.columns), version(transfer.columns, entry.data)]
            for entry in transfer.entries(found)
        ]
        try:
            return self._file(extension, rows, str(timezone.localdate()), known_versions=True)
        except sheets.Unreadable as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(f"{changelist}?{request.GET.urlencode()}")

    def template_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """Give a file with the columns and no rows."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        return self._file(extension, [], "sjabloon", known_versions=False)

    def _file(self, extension: str, rows: list[list[str]], suffix: str, *, known_versions: bool) -> HttpResponse:
        if extension not in MEDIA_TYPES:
            raise Http404
        explained = self.explained(known_versions=known_versions)
        headers = [name for name, _ in explained]
        if extension == "csv":
            content = b"".join(sheets.csv_file(headers, rows))
        else:
            content = sheets.xlsx_file(headers, rows, explained)
        name = f"{slugify(str(self.opts.verbose_name_plural))}-{suffix}.{extension}"
        return HttpResponse(
            content,
            content_type=MEDIA_TYPES[extension],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    def explained(self, *, known_versions: bool = True) -> list[list[str]]:
        """Return of each column its name and what is to stand in it."""
        columns = [[column.name, column.meaning] for column in TRANSFERS[self.model].columns]
        return [*columns, [VERSION, MEANING]] if known_versions else columns

    def transfer(self, request: HttpRequest, note: str = "") -> Transfer:
        """Return how these rows come in for the editor, who may what is possible on the form."""
        return TRANSFERS[self.model](
            by=editor(request),
            note=note[:250],
            may_save=lambda entry: self.may_save_entry(request, entry),
            why_kept=lambda entry: self.why_kept_entry(request, entry),
        )

    def url_of(self, page: str, *args: str) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)
