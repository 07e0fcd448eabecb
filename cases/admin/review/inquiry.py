from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases import publishing
from cases.admin.case.filters import AttentionFilter
from cases.editorial import inquiries
from cases.models import Inquiry
from gouden.web.admin.base import ReadOnlyAdmin, editor


@admin.register(Inquiry)
class InquiryAdmin(ReadOnlyAdmin):
    """What contacts were asked and answered. An editor takes an answer over or lays it aside."""

    list_display = ("__str__", "case", "asked_on", "reminded_on", "answer", "answered_at", "outcome")
    list_filter = (AttentionFilter, "answer", "outcome", ("round__municipality", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("case",)
    search_fields = ("case__title", "case__slug", "mailbox", "remark")
    date_hierarchy = "asked_on"
    fields = (
        "case_link",
        "mailbox",
        "asked_on",
        "reminded_on",
        "answer",
        "remark",
        "answered_at",
        "outcome",
        "handled_by",
    )
    readonly_fields = ("case_link",)
    actions = ("accept_chosen",)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        """Whether the user may take an answer over: that changes the case."""
        return editor(request).has_perm("cases.change_case")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/neem-over/", view(self.accept_view), name="cases_inquiry_accept"),
            path("<int:pk>/leg-opzij/", view(self.lay_aside_view), name="cases_inquiry_lay_aside"),
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().change_view(
            request, object_id, form_url, {"can_handle": self.has_handle_permission(request)} | (extra_context or {})
        )

    @admin.display(description="voorbeeld")
    def case_link(self, inquiry: Inquiry) -> str:
        url = reverse("admin:cases_case_change", args=[inquiry.case_id])
        return format_html('<a href="{}">{}</a>', url, inquiry.case)

    @admin.action(description="Neem de gekozen antwoorden over", permissions=["handle"])
    def accept_chosen(self, request: HttpRequest, queryset: QuerySet[Inquiry]) -> None:
        """Take over what asks for no reading: an answer with words beside it waits for an editor who opens it."""
        by, taken, shown, refused = editor(request), 0, 0, list[str]()
        waiting = queryset.filter(outcome="").exclude(answer="").select_related("case")
        for inquiry in waiting.filter(remark=""):
            try:
                _, seen = inquiries.accept_in_public(inquiry=inquiry, by=by)
            except (inquiries.AlreadyHandled, publishing.NotAllowed) as error:
                refused.append(f"{inquiry.case}: {error}")
                continue
            self.log_change(request, inquiry, "Overgenomen.")
            taken, shown = taken + 1, shown + seen
        if taken:
            what = "1 antwoord" if taken == 1 else f"{taken} antwoorden"
            some = f"Lezers zien {shown} daarvan nu, de rest zodra het opnieuw is gepubliceerd"
            seen_now = some if shown < taken else "Lezers zien het nu"
            self.message_user(request, f"{what} overgenomen. {seen_now}.", messages.SUCCESS)
        if to_read := waiting.exclude(remark="").count():
            what = "1 antwoord" if to_read == 1 else f"{to_read} antwoorden"
            text = f"{what} met een toelichting: open dat, lees en neem het daar over."
            self.message_user(request, text, messages.WARNING)
        for text in refused:
            self.message_user(request, text, messages.WARNING)
        if not (taken or to_read or refused):
            self.message_user(request, "Bij de gekozen navragen wacht geen antwoord.", messages.WARNING)

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the answer over and go on to the case, to publish it."""
        inquiry = self._to_handle(request, pk)
        if inquiry is None:
            return HttpResponseNotAllowed(["POST"])
        try:
            case, shown = inquiries.accept_in_public(inquiry=inquiry, by=editor(request))
        except (inquiries.AlreadyHandled, publishing.NotAllowed) as error:
            return self._back(request, pk, error)
        self.log_change(request, inquiry, "Overgenomen.")
        when = "Lezers zien het nu." if shown else "Lezers zien het zodra het opnieuw is gepubliceerd."
        text = f"Overgenomen in het voorbeeld. {when}"
        if inquiry.remark:
            text += f" Toelichting van de contactpersoon: {inquiry.remark}"
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_case_change", args=[case.pk]))

    def lay_aside_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave the case as it is, and go back to the answers that wait."""
        inquiry = self._to_handle(request, pk)
        if inquiry is None:
            return HttpResponseNotAllowed(["POST"])
        try:
            inquiries.lay_aside(inquiry=inquiry, by=editor(request))
        except inquiries.AlreadyHandled as error:
            return self._back(request, pk, error)
        self.log_change(request, inquiry, "Opzij gelegd.")
        self.message_user(request, "Opzij gelegd; het voorbeeld is niet veranderd.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_inquiry_changelist") + "?wacht=antwoord")

    def _to_handle(self, request: HttpRequest, pk: int) -> Inquiry | None:
        """Return the inquiry a button was pressed for; None when no button was."""
        if not self.has_handle_permission(request):
            raise PermissionDenied
        return get_object_or_404(Inquiry.objects.select_related("case"), pk=pk) if request.method == "POST" else None

    def _back(self, request: HttpRequest, pk: int, error: Exception) -> HttpResponse:
        self.message_user(request, str(error), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:cases_inquiry_change", args=[pk]))
