"""Erasing a sender: first a page that says what goes and what stays, then just that."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from cases.models import PublishedCase, Submission
from cases.publishing import TRANSITIONS, who_can
from cases.submissions import erasing
from gouden.accounts import security_log
from gouden.web.admin.base import GoudenAdmin, editor, whole_number
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import MailAddressField, ProseField
from gouden.web.text.dutch_text import enumeration

# The names of what the page sends.
ADDRESS, WITHDRAW, SURE = "adres", "intrekken", "zeker"


class SenderForm(ExplainingForm):
    """Whose mails are looked for."""

    adres = MailAddressField(
        label="Mailadres",
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        error_messages={"invalid": "Dit is geen mailadres. Vul het adres in waarmee de inzending kwam."},
    )


class ReasonForm(ExplainingForm):
    """What the addresses say of public cases that go along."""

    reason = ProseField(label="Wat lezers op die adressen zien", initial="Ingetrokken op verzoek.", max_length=500)


def erase_view(submission_admin: GoudenAdmin, request: HttpRequest) -> HttpResponse:
    """Ask for an address, say what erasing would take away, or erase; an address is never part of ours."""
    if not submission_admin.has_delete_permission(request):
        raise PermissionDenied
    given = list(dict.fromkeys(address.strip().lower() for address in request.POST.getlist(ADDRESS)))
    addresses = [address for address in given if _is_address(address)]
    if request.method != "POST" or not addresses:
        return _page(submission_admin, request, {"form": SenderForm(request.POST or None)})
    if SURE not in request.POST:
        return show(submission_admin, request, addresses)
    withdraw = {key for value in request.POST.getlist(WITHDRAW) if (key := whole_number(value)) is not None}
    if withdraw and not _may_withdraw(request):
        raise PermissionDenied
    form = ReasonForm(request.POST if withdraw else None)
    if withdraw and not form.is_valid():
        return show(submission_admin, request, addresses, form)
    reason = form.cleaned_data["reason"] if withdraw else ""
    _erase(submission_admin, request, addresses, withdraw, reason)
    return HttpResponseRedirect(reverse("admin:cases_submission_changelist"))


def show(
    submission_admin: GoudenAdmin, request: HttpRequest, addresses: list[str], form: ReasonForm | None = None
) -> HttpResponse:
    """Say what erasing these senders takes away, and what stays public unless it is withdrawn. Erases nothing."""
    senders = [erasing.find(address) for address in addresses]
    seen = [submission for sender in senders for submission in sender.submissions]
    security_log.personal_data(request, security_log.What.VIEWED, numbers(seen))
    shown = PublishedCase.objects.in_bulk({case.pk for sender in senders for case in sender.public})
    context = {
        "senders": senders,
        "shown": shown,
        "may_withdraw": _may_withdraw(request),
        "who_withdraws": who_can("withdraw", editor(request)),
        "form": form or ReasonForm(),
    }
    return _page(submission_admin, request, context)


def numbers(submissions: Iterable[Submission]) -> str:
    """Return which submissions these are, as the security log names them: by number, without anything of the sender."""
    found = sorted(submission.pk for submission in submissions)
    return f"inzending {enumeration(found)}" if found else "een inzender zonder inzending"


def _erase(
    submission_admin: GoudenAdmin, request: HttpRequest, addresses: list[str], withdraw: set[int], reason: str
) -> None:
    """Erase each sender by itself, and say what was; no message names anybody."""
    notes = [
        note
        for address in addresses
        if (note := erasing.erase_sender(address, by=editor(request), withdraw=withdraw, reason=reason))
    ]
    if not notes:
        submission_admin.message_user(request, "Er was niets van deze inzender.", messages.WARNING)
    url = reverse("admin:cases_erasure_changelist")
    for note in notes:
        text = format_html('Gewist: {}. Dat staat bij <a href="{}">Wissingen</a>.', note.what, url)
        submission_admin.message_user(request, text, messages.SUCCESS)


def _may_withdraw(request: HttpRequest) -> bool:
    return editor(request).has_perm(TRANSITIONS["withdraw"].permission)


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except forms.ValidationError:
        return False
    return True


def _page(submission_admin: GoudenAdmin, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    request.current_app = submission_admin.admin_site.name
    shared = {
        **submission_admin.admin_site.each_context(request),
        "title": "Wis een inzender",
        "opts": submission_admin.opts,
        "media": submission_admin.media,
    }
    return TemplateResponse(request, "admin/cases/submission/erase_sender.html", shared | context)
