"""What the pages of a case beside its form share: their frame, links to cases, and the way back to the form."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.models import Case
from gouden.web.admin.base import GoudenAdmin

# In the address of the form: say at each field what stands in the way of publishing.
CHECK = "controle"


def case_page(case_admin: GoudenAdmin, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Return the page of `templates/admin/cases/case/<name>.html` in the frame of the admin."""
    request.current_app = case_admin.admin_site.name
    if case := context.get("case"):
        context = {
            "change_url": change_url(case),
            "versions_url": reverse("admin:cases_case_versions", args=[case.pk]),
        } | context
    shared = {**case_admin.admin_site.each_context(request), "opts": case_admin.opts, "media": case_admin.media}
    return TemplateResponse(request, f"admin/cases/case/{name}.html", shared | context)


def case_in_use(pk: int) -> Case:
    """Return the case of this key; what is in the bin has no page but that of the bin."""
    return get_object_or_404(Case.objects.in_use(), pk=pk)


def change_url(case: Case, *, check: bool = False) -> str:
    """Return the address of the form of `case`, or of the bin when it is in there.

    With `check` the form says what stands in the way of publishing.
    """
    if case.state == Case.State.BINNED:
        return reverse("admin:cases_case_bin")
    url = reverse("admin:cases_case_change", args=[quote(case.pk)])
    return f"{url}?{CHECK}=publiceren" if check else url


def to_change_form(case: Case, *, check: bool = False) -> HttpResponseRedirect:
    """Go to the form of `case`, or the bin; see `change_url`."""
    return HttpResponseRedirect(change_url(case, check=check))


def links_to(cases: Iterable[Case]) -> SafeString:
    """Return the names of `cases`, each a link to its form."""
    return format_html_join(", ", '<a href="{}">{}</a>', ((change_url(case), case) for case in cases))
