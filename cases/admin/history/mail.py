from typing import Any

from django.contrib import admin, messages
from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases.desk.following import verbs as following
from cases.editorial import mail
from cases.models import OutgoingMail
from gouden.accounts import security_log
from gouden.web.admin.base import GoudenAdmin, ReadOnlyAdmin

# Instead of the address and the text of a mail to who follows.
HIDDEN = "niet te zien: een volger"


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """What still has to go out. Usually there is nothing; what stays here says that the mail server has a problem.

    Who follows what is that reader's own business, and the text holds the link: neither is shown or looked for.
    """

    list_display = ("subject", "shown_to", "created_at", "attempts", "doubts", "due_at")
    list_filter = (("due_at", admin.EmptyFieldListFilter),)
    search_fields = ("to", "subject")
    fields = ("shown_to", "subject", "shown_body", "created_at", "attempts", "doubts", "due_at")
    actions = ("try_again",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if request.method == "GET" and OutgoingMail.objects.exclude(following.mails()).exists():
            security_log.personal_data(request, security_log.What.VIEWED, "lijst van uitgaande mail")
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().change_view(request, object_id, form_url, extra_context)
        row = self.get_object(request, object_id)
        if request.method == "GET" and row is not None and not row.hidden:
            security_log.personal_data(request, security_log.What.VIEWED, f"uitgaande mail {object_id}")
        return response

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingMail]:
        hidden = ExpressionWrapper(following.mails(), output_field=BooleanField())
        return super().get_queryset(request).annotate(hidden=hidden)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found.exclude(hidden=True) if search_term else found, may_repeat

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.partition("__")[0] == "due_at"

    @admin.display(description="aan")
    def shown_to(self, row: Any) -> str:
        return HIDDEN if row.hidden else row.to

    @admin.display(description="tekst")
    def shown_body(self, row: Any) -> str:
        return HIDDEN if row.hidden else row.body

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it to whom Django allows it: a mail to an address that does not exist is of no use."""
        return GoudenAdmin.has_delete_permission(self, request, obj)

    @admin.action(description="Probeer de gekozen mail opnieuw", permissions=["delete"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutgoingMail]) -> None:
        """Begin anew. What may have arrived, an editor sends once more knowing that; the Message-ID stays."""
        doubtful = queryset.filter(doubts__gt=0).count()
        count = queryset.update(due_at=timezone.now(), attempts=0, doubts=0)
        mail.deliver_soon()
        text = f"{count} keer mail gaat binnen een paar minuten opnieuw weg."
        if doubtful:
            text += f" {doubtful} daarvan kwam misschien al aan; die herkent de ontvanger aan hetzelfde kenmerk."
        self.message_user(request, text, messages.SUCCESS)
