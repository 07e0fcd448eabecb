"""Rows with a text that cites claims: the form says which of those changed or went since readers got the text."""

from typing import Any, NamedTuple, override

from django.http import HttpRequest, HttpResponse

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import CitingRow, PublishedCase
from cases.publishing.citing import cited_since, kept_in


class CitedNote(NamedTuple):
    """A claim that a public text cites and that changed: how the text names it, what it said and what it says now."""

    name: str
    before: str
    # Empty: readers do not see it any more.
    now: str


class CitingAdmin(ReviewedAdmin):
    """The form of a row that cites claims."""

    change_form_template = "admin/cases/reference/citing_form.html"

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Say above the form which claims changed or went."""
        if obj:
            context["cited_notes"] = cited_notes(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def cited_notes(row: CitingRow) -> list[CitedNote]:
    """Return what became of what the public text of `row` cites, of what changed or went."""
    since = cited_since([row]).get(row)
    if since is None or not row.is_public:
        return []
    kept = kept_in(row)
    found = PublishedCase.objects.claims_at(since.changed)
    notes = [(address, str(found[address].claim["tekst"])) for address in since.changed]
    notes += [(address, "") for address in since.gone]
    return [CitedNote(str(address), str(kept[address].get("tekst", "")), now) for address, now in notes]
