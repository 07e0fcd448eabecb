"""What a case consists of is defined once; nothing of it is forgotten on the way to readers, editors and partners."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import AnonymousUser, User
from django.test import RequestFactory

from cases.admin.case.admin import CaseAdmin
from cases.admin.case.figures import FIGURE_FIELDS
from cases.admin.case.inlines import ClaimInline
from cases.admin.transfer.kinds import CaseTransfer, ClaimTransfer
from cases.fields import (
    CitationData,
    ClaimData,
    ClaimLinkData,
    Definition,
    LinkData,
    ParticipationData,
    PlaceData,
    SilentSectionData,
    Snapshot,
    definition,
    form_sections,
)
from cases.models import Case
from cases.outputs.exports.columns import EXPORT_COLUMNS
from cases.projection.public_serializers import (
    CaseMunicipalitySerializer,
    ClaimLinkSerializer,
    ClaimSerializer,
    LinkSerializer,
    ParticipantSerializer,
    RecordSerializer,
    SilentSectionSerializer,
    SourceSerializer,
)

SERVED_BY: dict[Definition, Any] = {
    Snapshot: RecordSerializer,
    PlaceData: CaseMunicipalitySerializer,
    ParticipationData: ParticipantSerializer,
    CitationData: SourceSerializer,
    ClaimData: ClaimSerializer,
    LinkData: LinkSerializer,
    SilentSectionData: SilentSectionSerializer,
    ClaimLinkData: ClaimLinkSerializer,
}


@pytest.mark.parametrize("of", SERVED_BY)
def test_every_field_is_served_or_hidden_for_a_reason(of: Definition) -> None:
    served = set(SERVED_BY[of]().fields)

    for field in definition(of).values():
        assert bool(field.part.public) != bool(field.part.hidden), field.name
        assert field.part.hidden or field.part.public in served, field.name


def test_every_field_without_rows_stands_once_in_the_form() -> None:
    lines = [line for _, lines in form_sections() for line in lines]
    names = [name for line in lines for name in ([line] if isinstance(line, str) else line)]

    assert sorted(names) == sorted(name for name, field in definition(Snapshot).items() if not field.row)


@pytest.mark.parametrize("inline", CaseAdmin.inlines)
@pytest.mark.parametrize("changing", [True, False])
def test_every_field_of_a_row_stands_once_in_the_form_of_its_case(
    inline: type[InlineModelAdmin], changing: bool, rf: RequestFactory
) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True) if changing else AnonymousUser()
    shown = flatten_fieldsets(inline(Case, site).get_fieldsets(request))
    (of,) = [field.row for field in definition(Snapshot).values() if field.row and field.row.model is inline.model]
    wanted = {field.attribute for field in definition(of).values()} - {"key"}

    assert len(shown) == len(set(shown))
    if inline is ClaimInline and not changing:
        wanted -= set(FIGURE_FIELDS)
    assert wanted == set(shown) - {"in_words", "position"}


def test_every_field_can_be_imported_but_for_what_has_a_sheet_or_a_page_of_its_own() -> None:
    case = {column.attribute for column in CaseTransfer.columns} | {"claims", "claim_links"}
    claim = {column.attribute for column in ClaimTransfer.columns} - {"case"}

    # A municipality stands in the column of its role.
    assert case - {"own", "involved"} | {"municipalities"} == set(definition(Snapshot))
    assert claim == set(definition(ClaimData))


def test_the_csv_has_each_column_once() -> None:
    names = [column.name for column in EXPORT_COLUMNS]

    assert len(names) == len(set(names))
    assert {field.part.public for field in definition(Snapshot).values() if field.part.codebook} <= set(names)
