"""What is kept for who guards the site, to look at."""

from django.contrib import admin

from gouden.accounts.models import SecurityEvent
from gouden.web.admin.base import ReadOnlyAdmin


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin):
    """Refused sign-ins, and who saw or took what people sent; erased by itself after a set time."""

    list_display = ("at", "what", "account", "subject", "network", "device")
    list_filter = ("what", "at")
    search_fields = ("account", "subject", "network")
    fields = ("at", "what", "account", "subject", "network", "device")
