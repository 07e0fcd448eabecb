from django.contrib import admin

from cases.models import Erasure
from gouden.web.admin.base import ReadOnlyAdmin


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    """That something of a sender was erased; of whom nobody can see any more."""

    list_display = ("at", "what", "by")
    list_select_related = ("by",)
    fields = ("at", "by", "what")
