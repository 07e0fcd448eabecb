"""The pages of a row with two sides beside its form: its versions, and each verb as a button or a page that asks."""

from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from cases import jobs, publishing
from cases.admin.case.bin_page import Binned, WayOut
from cases.admin.case.verbs import EDITOR_VERBS, EditorVerb
from cases.admin.case.version_pages import VersionLine, chosen
from cases.admin.history.job import what_changed
from cases.admin.reference.base import row_url
from cases.admin.stale_form import SEEN_INPUT
from cases.models import ReferenceRevision
from cases.publishing import NotAllowed, name_of
from cases.publishing.rules import NotPublishable
from cases.revisions.reference_content import content_of, differences_between, latest
from gouden.web.admin.base import GoudenAdmin, NotSaved, editor, whole_number
from gouden.web.admin.keys import is_key
from gouden.web.text.dutch_text import day, enumeration
from municipalities.models import ReferenceRow

UNDO = EditorVerb(
    name="undo",
    path="draai-terug",
    button="Draai de laatste publicatie terug",
    many="",
    done="is terug bij wat lezers hiervoor zagen. De teruggedraaide versie blijft bewaard.",
    logged="Laatste publicatie teruggedraaid.",
    becomes="",
)
WITHDRAW = replace(
    EDITOR_VERBS["withdraw"],
    done="is ingetrokken: lezers zien het niet meer. U kunt het later opnieuw publiceren.",
    asking="U haalt dit van de openbare site. Wie het adres kent of een link volgt, ziet dan de reden.",
)
# In the order in which an editor meets them.
ROW_VERBS = {verb.name: verb for verb in (EDITOR_VERBS["publish"], EDITOR_VERBS["submit"], EDITOR_VERBS["send_back"])}
ROW_VERBS |= {"undo": UNDO, "withdraw": WITHDRAW}
ROW_VERBS |= {name: EDITOR_VERBS[name] for name in ("throw_away", "take_back", "erase")}
# These are about what lies in the bin.
IN_BIN = {"take_back", "erase"}
# These change nothing for readers.
UNSEEN = {"submit", "send_back", "throw_away", *IN_BIN}
ACTS: dict[str, Any] = {
    "publish": publishing.publish_row,
    "submit": publishing.submit_row,
    "send_back": publishing.send_back_row,
    "withdraw": publishing.withdraw_row,
    "undo": publishing.undo_row,
    "throw_away": publishing.throw_away_row,
    "take_back": publishing.take_back_row,
    "erase": publishing.erase_row,
}


class SeenReference(NamedTuple):
    """What a page is about: the number of the latest version of a row, and where the row stood."""

    version: int | None
    state: str

    @classmethod
    def now(cls, row: ReferenceRow) -> "SeenReference":
        last = latest(row)
        return cls(last.number if last else 0, publishing.state_of(row))


def standing(row_admin: GoudenAdmin, request: HttpRequest, row: ReferenceRow) -> dict[str, Any]:
    """Return what the form says of where `row` stands: in words, the last word of a review, and the verbs."""
    by, seen = editor(request), SeenReference.now(row)
    names = [name for name in ROW_VERBS if _offered(row, name, by)]
    if "publish" in names and "submit" in names:
        names.remove("submit")
    buttons = [{"verb": ROW_VERBS[name], "url": page_url(row, name), "label": ROW_VERBS[name].button} for name in names]
    waits = row.submitted_at and publishing.may_do("publish", row, by)
    return {
        "standing": {"text": _in_words(row), "note": row.review_note, "note_from": _note_from(row)},
        "verbs": buttons,
        "seen": seen,
        "why_not_publish": publishing.refusal_of(row, "publish", by) if waits else "",
        "versions_url": page_url(row, "versions"),
    }


def _offered(row: ReferenceRow, verb: str, by: Any) -> bool:
    if verb == "undo":
        return publishing.may_do("publish", row, by) and publishing.before_last(row) is not None
    if not publishing.may_do(verb, row, by) or publishing.refusal_of(row, verb, by):
        return False
    return verb != "publish" or not row.is_public or publishing.pending(row) is not None


def _in_words(row: ReferenceRow) -> str:
    day = date_format(localtime(row.submitted_at), "j F Y") if row.submitted_at else ""
    by = f" door {name_of(row.submitted_by)}" if row.submitted_by else ""
    waits = f"ingeleverd{by} op {day}" if day else ""
    if not row.is_public:
        state = publishing.state_of(row)
        stands = f"Ter beoordeling, {waits}" if waits else state.label.capitalize()
        return f"{stands}. Lezers zien het niet."
    if not publishing.pending(row):
        return "Gepubliceerd. Lezers zien wat hier staat."
    review = f" Het is ter beoordeling, {waits}." if waits else ""
    return f"Gepubliceerd, en daarna gewijzigd. Hieronder staat de laatste versie; lezers zien die nog niet.{review}"


def _note_from(row: ReferenceRow) -> str:
    by = f" door {name_of(row.review_note_by)}" if row.review_note_by else ""
    if row.submitted_at:
        return "Opmerking bij het inleveren"
    return f"Teruggestuurd{by}" if row.is_public or publishing.state_of(row) == "concept" else f"Ingetrokken{by}"


# --- The page of a verb --------------------------------------------------------------------------------------------


def verb_view(row_admin: GoudenAdmin, request: HttpRequest, pk: int, verb: EditorVerb) -> HttpResponse:
    """Ask what the verb has to know, and do it to the row as it was looked at."""
    by, permission = editor(request), "publish" if verb is UNDO else verb.name
    if not row_admin.has_view_permission(request) or not publishing.may_do(permission, row_admin.model, by):
        raise PermissionDenied
    row = _row(row_admin, pk, in_bin=verb.name in IN_BIN)
    if request.method != "POST":
        if not verb.form:
            return HttpResponseNotAllowed(["POST"])
        if why_not := publishing.refusal_of(row, verb.name, by):
            row_admin.message_user(request, why_not, messages.WARNING)
            return HttpResponseRedirect(row_url(row))
        return _ask(row_admin, request, row, verb, verb.form())
    form = verb.form(request.POST) if verb.form else None
    if form and not form.is_valid():
        return _ask(row_admin, request, row, verb, form)
    said = form.cleaned_data if form else {}
    try:
        refreshed = _do(row_admin, request, row, verb, said)
    except (NotAllowed, NotPublishable) as error:
        row_admin.message_user(request, f"{row}: {error}", messages.WARNING)
        return _ask(row_admin, request, row, verb, form) if form else HttpResponseRedirect(_home(row))
    named = f"‘{row}’" if verb.name == "erase" else format_html('<a href="{}">{}</a>', _home(row), row)
    text = format_html("{} {} {}", named, verb.done, what_changed(refreshed))
    row_admin.message_user(request, text, messages.SUCCESS)
    gone = verb.name in {"throw_away", "erase"}
    return HttpResponseRedirect(
        list_url(row, "changelist" if verb.name == "throw_away" else "bin") if gone else _home(row)
    )


def _do(
    row_admin: GoudenAdmin, request: HttpRequest, row: ReferenceRow, verb: EditorVerb, said: dict[str, Any]
) -> jobs.Refreshed:
    """Do it, keep it in the history of the row, and have the cases that show the row made anew."""
    by, seen = editor(request), whole_number(request.POST.get("versie", ""))
    with transaction.atomic():
        publishing.lock()
        # Before it is done: of what is erased nothing is left to name.
        logged = " ".join(filter(None, [verb.logged, *map(str, said.values())]))
        LogEntry.objects.log_actions(
            by.pk, [row], DELETION if verb.name == "erase" else CHANGE, logged, single_object=True
        )
        ACTS[verb.name](row=row, by=by, **({} if verb.name in IN_BIN else {"seen": seen}), **said)
        if verb.name == "erase":
            return jobs.Refreshed()
        row.refresh_from_db()
        if verb.name in UNSEEN:
            return jobs.Refreshed()
        opts = row._meta
        permission = f"{opts.app_label}.publish_{opts.model_name}"
        return jobs.refresh([row], by=by, subject=str(row), permission=permission)


def _ask(
    row_admin: GoudenAdmin, request: HttpRequest, row: ReferenceRow, verb: EditorVerb, form: forms.Form
) -> HttpResponse:
    revision, seen = latest(row), SeenReference.now(row)
    context = {"title": verb.button, "verb": verb, "form": form, "seen": seen, "revision": revision}
    return _page(row_admin, request, row, "ask", context)


# --- Versions ------------------------------------------------------------------------------------------------------


def versions_view(row_admin: GoudenAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions and show what differs between two: as asked, or what readers see and what is saved."""
    row = _row(row_admin, pk)
    if not row_admin.has_view_permission(request, row):
        raise PermissionDenied
    revisions = list(ReferenceRevision.objects.of(row).select_related("by"))
    what = [_in_short(row, older, newer) for newer, older in pairwise(revisions)]
    lines = [
        VersionLine(one, name_of(one.by) if one.by else "", said, row.is_public and one.number == row.public_number)
        for one, said in zip(revisions, [*what, "de eerste versie"], strict=False)
    ]
    old, new = chosen(request, lines)
    context = {
        "title": "Versies",
        "versions": lines,
        "before": old,
        "after": new,
        "differences": differences_between(row, old.revision.snapshot, new.revision.snapshot) if old and new else [],
        "can_restore": row_admin.has_change_permission(request, row),
    }
    return _page(row_admin, request, row, "versions", context)


def restore_view(row_admin: GoudenAdmin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what going back to a version would change; then make a draft of it."""
    row = _row(row_admin, pk)
    revision = get_object_or_404(ReferenceRevision.objects.of(row), number=number)
    if not row_admin.has_change_permission(request, row):
        raise PermissionDenied
    last = latest(row)
    if request.method == "POST":
        seen = whole_number(request.POST.get(SEEN_INPUT, ""))
        if seen is None:
            raise Http404("Dit formulier is niet van deze pagina.")
        try:
            publishing.restore_row(row=row, revision=revision, by=editor(request), seen=seen)
        except NotAllowed as error:
            row_admin.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(page_url(row, "versions"))
        said = f"Teruggezet naar versie {number}."
        row_admin.log_change(request, row, said)
        row_admin.message_user(request, f"{said} Lezers zien dit pas als het is gepubliceerd.", messages.SUCCESS)
        return HttpResponseRedirect(row_url(row))
    now = last.snapshot if last else content_of(row)
    context = {
        "title": f"Terug naar versie {number}",
        "revision": revision,
        "differences": differences_between(row, now, revision.snapshot),
        "seen": last.number if last else 0,
    }
    return _page(row_admin, request, row, "restore", context)


def _in_short(row: ReferenceRow, before: ReferenceRevision, after: ReferenceRevision) -> str:
    names = [one.label.lower() for one in differences_between(row, before.snapshot, after.snapshot)]
    return enumeration(names) or "niets"


# --- The bin -------------------------------------------------------------------------------------------------------


def bin_view(row_admin: GoudenAdmin, request: HttpRequest) -> HttpResponse:
    """List what of this kind is in the bin."""
    if not row_admin.has_view_permission(request):
        raise PermissionDenied
    by = editor(request)
    shown = []
    for row in publishing.binned_rows(row_admin.model):
        ways = [
            WayOut(ROW_VERBS[name], page_url(row, name))
            for name in ROW_VERBS
            if name in IN_BIN and publishing.may_do(name, row, by) and not publishing.refusal_of(row, name, by)
        ]
        until = day(row.binned_at + publishing.BIN_KEPT) if row.binned_at else ""
        kept_by = publishing.refusal_of(row, "erase", None)
        shown.append(Binned(row, str(row._meta.verbose_name), until, ways, kept_by))
    context = {"title": "Prullenbak", "binned": shown, "days": publishing.BIN_KEPT.days}
    return _rendered(row_admin, request, "bin", context)


def lead_to_bin(row_admin: GoudenAdmin, request: HttpRequest, object_id: str) -> HttpResponse | None:
    """Return the way to the bin from the address of a row that is in it; None: it is not."""
    key = unquote(object_id)
    if not is_key(row_admin.model, key):
        return None
    row = row_admin.model._default_manager.exclude(binned_at=None).filter(pk=key).first()
    if row is None:
        return None
    text = format_html("‘{}’ ligt in de prullenbak. Zet het terug om ermee verder te gaan.", row)
    if request.method == "POST":
        text = format_html("{} Er is niets bewaard; wat u typte, krijgt u dan weer aangeboden.", text)
    row_admin.message_user(request, text, messages.WARNING)
    return NotSaved(list_url(row, "bin"))


# --- What the pages share ------------------------------------------------------------------------------------------


def page_url(row: ReferenceRow, page: str) -> str:
    """Return the address of one of the pages of `row`."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def list_url(row: ReferenceRow, page: str) -> str:
    """Return the address of one of the pages of all rows of the kind of `row`."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}")


def _home(row: ReferenceRow) -> str:
    """Return where an editor goes on with `row`: its form, or the bin."""
    return list_url(row, "bin") if row.binned_at else row_url(row)


def _row(row_admin: GoudenAdmin, pk: int, *, in_bin: bool = False) -> Any:
    """Return the row of this key; what is in the bin has no page but that of the bin."""
    return get_object_or_404(row_admin.model, pk=pk, binned_at__isnull=not in_bin)


def _page(
    row_admin: GoudenAdmin, request: HttpRequest, row: ReferenceRow, name: str, context: dict[str, Any]
) -> HttpResponse:
    """Return one of the pages of a row that cases have too."""
    shared = {
        "case": row,
        "change_url": _home(row),
        "cancel_url": _home(row),
        "versions_url": page_url(row, "versions"),
    }
    return _rendered(row_admin, request, name, shared | context)


def _rendered(row_admin: GoudenAdmin, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    request.current_app = row_admin.admin_site.name
    shared = {**row_admin.admin_site.each_context(request), "opts": row_admin.opts, "media": row_admin.media}
    return TemplateResponse(request, f"admin/cases/case/{name}.html", shared | context)
