from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases.editorial import mail
from cases.models import OutgoingMail
from gouden.web.admin.base import GoudenAdmin, ReadOnlyAdmin


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """What still has to go out. Usually there is nothing; what stays here says that the mail server has a problem."""

    list_display = ("subject", "to", "created_at", "attempts", "doubts", "due_at")
    list_filter = (("due_at", admin.EmptyFieldListFilter),)
    search_fields = ("to", "subject")
    fields = ("to", "subject", "body", "created_at", "attempts", "doubts", "due_at")
    actions = ("try_again",)

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
