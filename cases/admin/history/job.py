"""Jobs, to look at: how far each is, what failed and why; and what the page says that made one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from cases import jobs
from cases.admin.case.filters import AttentionFilter
from cases.jobs import undoing, workers
from cases.models import Job
from gouden.web.admin.base import ReadOnlyAdmin, editor

NOBODY = "Er is nu geen werker die het doet (manage.py run_jobs, of de service worker)."


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """What takes longer than a request. Whoever may do the work may set it going again when it stopped halfway."""

    list_display = ("subject", "kind", "standing", "by", "made_at", "ended_at")
    list_filter = (AttentionFilter, "kind", "result", "made_at")
    list_select_related = ("by",)
    search_fields = ("subject", "outcome")
    fields = (
        "subject",
        "kind",
        "standing",
        "outcome",
        "refused",
        "by",
        "made_at",
        "started_at",
        "heard_at",
        "ended_at",
    )
    readonly_fields = ("standing", "refused", "heard_at")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/opnieuw/", view(self.restart_view), name="cases_job_restart"),
            path("<int:pk>/ongedaan/", view(self.undo_view), name="cases_job_undo"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        job = self.get_object(request, object_id)
        extra = {
            "can_restart": job is not None and jobs.restartable(job) and editor(request).has_perm(job.permission),
            "goes_on": job is not None and job.ended_at is None,
            "can_undo": job is not None and undoing.undoable(job, editor(request)),
        }
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def restart_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set a job that stopped halfway going again, where it was."""
        job = get_object_or_404(Job, pk=pk)
        if not (self.has_view_permission(request, job) and editor(request).has_perm(job.permission)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if jobs.restart(job=job, by=editor(request)):
            self.log_change(request, job, "Opnieuw begonnen.")
            self.message_user(request, "De opdracht gaat verder waar die gebleven was.", messages.SUCCESS)
        else:
            self.message_user(request, "Deze opdracht loopt, of is afgelopen; er is niets gestart.", messages.WARNING)
        return HttpResponseRedirect(_url(job))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have taken back what a job did to many cases, by another one."""
        job = get_object_or_404(Job, pk=pk)
        if not (self.has_view_permission(request, job) and editor(request).has_perm(job.permission)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            # Of two clicks at once one comes first.
            job = Job.objects.select_for_update().get(pk=pk)
            again = undoing.undo(job, editor(request)) if undoing.undoable(job, editor(request)) else None
        if again is None:
            text = "Dit is niet (meer) ongedaan te maken: dat kan wie het vroeg, één keer, tot een dag na afloop."
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(_url(job))
        self.log_change(request, job, "Ongedaan gemaakt.")
        self.message_user(request, what_becomes_of(again), messages.SUCCESS)
        return HttpResponseRedirect(_url(again))

    @admin.display(description="stand")
    def standing(self, job: Job) -> str:
        """Say how far it is, and why it does not come further."""
        far = f"{job.position} van {job.total}"
        if job.ended_at:
            refused = f", {len(job.failures)} niet" if job.failures else ""
            return f"{job.get_result_display()}: {far}{refused}"
        if jobs.restartable(job):
            since = date_format(localtime(job.heartbeat_at), "j F H.i")
            return f"Stil sinds {since}, bij {far}. {'' if workers.is_there() else NOBODY}".strip()
        if not job.claim and not workers.is_there():
            return f"Wacht, bij {far}. {NOBODY}"
        return f"Bezig: {far}" if job.started_at else "Wacht op zijn beurt"

    @admin.display(description="niet gedaan")
    def refused(self, job: Job) -> str:
        if not job.failures:
            return "–"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", job.failures))

    @admin.display(description="laatste teken")
    def heard_at(self, job: Job) -> str:
        return date_format(localtime(job.heartbeat_at), "j F Y H.i.s")


def what_changed(refreshed: jobs.Refreshed) -> str:
    """Return in Dutch how many public cases changed along with a reference row, or will; empty: none."""
    if refreshed.job:
        return what_becomes_of(refreshed.job)
    if refreshed.changed == 1:
        return "Eén openbaar praktijkvoorbeeld is meteen bijgewerkt."
    return f"{refreshed.changed} openbare praktijkvoorbeelden zijn meteen bijgewerkt." if refreshed.changed else ""


def what_becomes_of(job: Job, what: str = "voorbeelden") -> SafeString:
    """Return in Dutch that `job` is done, goes on or waits, and for what, with a link to it."""
    link = format_html('<a href="{}">opdracht {}</a>', _url(job), job.pk)
    if job.ended_at:
        return format_html("{} Zie {}.", job.outcome, link)
    if workers.is_there():
        return format_html("{} {} worden nu een voor een gedaan: volg {}.", job.total, what, link)
    return format_html("{} {} wachten. {} Volg {}.", job.total, what, NOBODY, link)


def _url(job: Job) -> str:
    return reverse("admin:cases_job_change", args=[job.pk])
