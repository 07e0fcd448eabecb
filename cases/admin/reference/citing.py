"""Rows with a text that cites claims: the form says which of those changed or went since readers got the text."""

from typing import Any, NamedTuple

from django.http import HttpRequest

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

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Say above the form which claims changed or went."""
        return super().around_form(request, obj) | {"cited_notes": cited_notes(obj) if obj else []}


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
