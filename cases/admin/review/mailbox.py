from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.transfer.pages import TransferMixin
from cases.editorial import inquiry_rounds
from cases.models import Mailbox
from gouden.web.admin.base import GoudenAdmin, editor


@admin.register(Mailbox)
class MailboxAdmin(TransferMixin, GoudenAdmin):
    """Where municipalities and organisations can be asked; of a municipality all its cases in one act."""

    list_display = ("address", "kind", "municipality", "organisation", "source", "checked_on")
    list_filter = ("kind",)
    list_select_related = ("municipality", "organisation")
    search_fields = ("address", "municipality__name", "organisation__name", "source")
    autocomplete_fields = ("municipality", "organisation")
    fields = ("kind", "municipality", "organisation", "address", "source", "checked_on")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.ask_view)
        return [path("<int:pk>/vraag/", view, name="cases_mailbox_ask"), *super().get_urls()]

    def has_ask_permission(self, request: HttpRequest) -> bool:
        """Whether the user may write to a municipality in the catalogue's name."""
        return editor(request).has_perm("cases.publish_case")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        context = {"can_ask": self.has_ask_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def ask_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show which cases would be asked after, and ask when the button is pressed."""
        if not self.has_ask_permission(request):
            raise PermissionDenied
        mailbox = get_object_or_404(Mailbox.objects.exclude(municipality=None), pk=pk)
        assert mailbox.municipality is not None  # noqa: S101  # asked for above
        if request.method == "POST":
            try:
                asked = inquiry_rounds.ask(municipality=mailbox.municipality, by=editor(request))
            except inquiry_rounds.NothingToAsk as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                number = asked.inquiries.count()
                what = "1 voorbeeld" if number == 1 else f"{number} voorbeelden"
                self.log_change(request, mailbox, f"Gevraagd of {what} nog lopen.")
                text = f"Gevraagd aan {asked.mailbox}: {what} in één mail. Lezers zien vanaf nu dat het is gevraagd."
                self.message_user(request, text, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:cases_mailbox_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": f"Lopen de voorbeelden uit {mailbox.municipality} nog?",
            "mailbox": mailbox,
            "cases": inquiry_rounds.askable(mailbox.municipality),
        }
        return TemplateResponse(request, "admin/cases/mailbox/ask.html", context)
