from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from cases.admin.case.filters import AttentionFilter
from cases.editorial.link_checking import users_of
from cases.models import LinkCheck
from gouden.web.admin.base import ReadOnlyAdmin


class AnswerFilter(admin.AllValuesFieldListFilter):
    """By what was answered; where nothing was noted, that has a name too."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the choices, none without a text."""
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or self.empty_value_display}


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """How the links of the catalogue answered; where one is used stands on its own page."""

    list_display = ("url", "result", "failing_since", "failed_on", "checked_at")
    list_filter = (AttentionFilter, ("result", AnswerFilter))
    search_fields = ("url", "result")
    fields = ("address", "used_by", "result", "failing_since", "failed_on", "checked_at")
    readonly_fields = ("address", "used_by")

    @admin.display(description="webadres")
    def address(self, check: LinkCheck) -> str:
        return format_html('<a href="{}">{}</a>', check.url, check.url)

    @admin.display(description="staat bij")
    def used_by(self, check: LinkCheck) -> str:
        lines = ((capfirst(row._meta.verbose_name), _address_of(row), row) for row in users_of(check.url))
        return format_html_join("\n", '<p>{}: <a href="{}">{}</a></p>', lines)


def _address_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
