from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Person, Speaker


@admin.register(Person)
class PersonAdmin(ReferenceAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug", "misspellings")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "misspellings")


@admin.register(Speaker)
class SpeakerAdmin(ReferenceAdmin):
    permanent_fields = ("key",)
    list_display = ("__str__", "person", "function", "municipality", "article")
    list_filter = ("article__publication",)
    search_fields = ("key", "person__name", "function", "organisations__name", "municipality__name")
    autocomplete_fields = ("person", "organisations", "municipality", "article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load what names a speaker, also for the choices that autocomplete offers."""
        return super().get_queryset(request).select_related("person", "municipality", "article")

    def get_fieldsets(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """The key is made on the first save; nobody has to make one up."""
        fields = ("person", "function", "organisations", "municipality", "article")
        return [(None, {"fields": (*fields, "key") if obj else fields})]

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        obj.key = obj.key or _new_key(obj)
        super().save_model(request, obj, form, change)


def _new_key(speaker: Speaker) -> str:
    """Return a key from who speaks, with a number behind it if another speaker has it already."""
    key = slugify(str(speaker.person or speaker.function or speaker.municipality or ""))[:100] or "spreker"
    taken = set(Speaker.objects.filter(key__startswith=key).values_list("key", flat=True))
    candidates = (key, *(f"{key}-{number}" for number in range(2, len(taken) + 2)))
    return next(candidate for candidate in candidates if candidate not in taken)
