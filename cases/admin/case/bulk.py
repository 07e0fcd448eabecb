"""Many cases at once: first a page with what would happen to which, then just that, as each allows it by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cases import jobs
from cases.admin.case.pages import case_page, links_to
from cases.admin.case.publication import PUBLISH, SUBMIT, do_verb, may
from cases.admin.case.undo import DoneStep
from cases.admin.case.undo import button as undo_button
from cases.admin.case.verbs import EDITOR_VERBS, EditorVerb, SeenCase
from cases.admin.history.job import what_becomes_of
from cases.models import Case
from cases.publishing import name_of, refusal, why_not
from cases.publishing.rules import in_words, problems
from gouden.web.admin.base import GoudenAdmin, editor, whole_number

State = Case.State

# As many at once: what a person can look through, and a request does in time.
MOST_AT_ONCE = 100
# What readers see takes long: more than a few of these are left to a job.
MAY_WAIT = {"publish", "withdraw"}
# The box of a case on the page; its value says which case, version and state it was shown with.
CASE_BOX = "gekozen"

FIRST_TIME, ONCE_MORE = "Wordt voor het eerst openbaar", "Wordt weer openbaar"
DONE_ALREADY, IMPOSSIBLE = "Is al zo", "Kan niet"
# In which state a verb has nothing left to do. What is public may have changes that are not.
NOTHING_LEFT = {"withdraw": State.WITHDRAWN, "archive": State.ARCHIVED}


class ExpectedCase(NamedTuple):
    """A case on the page, as it was looked at, with why the verb cannot."""

    case: Any
    seen: SeenCase
    reasons: list[str]

    @property
    def value(self) -> str:
        return f"{self.case.pk}:{self.seen.version}:{self.seen.state}"

    @property
    def about(self) -> str:
        """Where it stands, and who saved the version that is looked at."""
        by = f", van {name_of(self.case.modified_by)}" if self.case.modified_by else ""
        return f"{self.case.standing}, versie {self.seen.version}{by}" if self.seen.version else self.case.standing


@dataclass
class ExpectedGroup:
    """The cases of which the same is to be said."""

    heading: str
    shown: list[ExpectedCase] = field(default_factory=list)

    @property
    def happens(self) -> bool:
        return self.heading not in {DONE_ALREADY, IMPOSSIBLE}

    @property
    def loud(self) -> bool:
        """Whether readers get to see what they do not see now at all."""
        return self.heading in {FIRST_TIME, ONCE_MORE}


BULK_VERBS = {name: verb for name, verb in EDITOR_VERBS.items() if verb.in_list}


def bulk_actions(case_admin: GoudenAdmin, request: HttpRequest) -> dict[str, Any]:
    """Return the actions of the list of cases, one for each verb the user may use. Choosing one only shows its page."""
    actions = {name: BulkAction(case_admin, request, verb) for name, verb in BULK_VERBS.items()}
    return {
        f"{name}_selected": (_chosen_in_list(action.verb), f"{name}_selected", action.verb.many)
        for name, action in actions.items()
        if action.may()
    }


def confirm_view(case_admin: GoudenAdmin, request: HttpRequest, verb: EditorVerb) -> HttpResponse:
    """Do to the cases that were confirmed what their page said, and tell of which that could not be any more."""
    action = BulkAction(case_admin, request, verb)
    if not action.may():
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return action.confirm()


@dataclass(frozen=True)
class BulkAction:
    """One verb for several cases, in one request."""

    case_admin: GoudenAdmin
    request: HttpRequest
    verb: EditorVerb

    def may(self) -> bool:
        return may(self.case_admin, self.request, self.verb)

    def show(self, queryset: QuerySet[Any]) -> HttpResponse:
        """Show what would happen to the chosen cases. Writes nothing."""
        number = queryset.count()
        if number > MOST_AT_ONCE:
            text = (
                f"U koos {number} praktijkvoorbeelden; het kan met ten hoogste {MOST_AT_ONCE} tegelijk. "
                "Er is niets gebeurd. Kies er minder, of maak de lijst korter met een filter."
            )
            self.case_admin.message_user(self.request, text, messages.ERROR)
            return HttpResponseRedirect(self.request.get_full_path())
        cases = _cases(queryset.values_list("pk", flat=True))
        form = self.verb.form() if self.verb.form else None
        return self._page(form, [(case, SeenCase.now(case)) for case in cases])

    def confirm(self) -> HttpResponse:
        """Do what the page that was confirmed said, to each case by itself."""
        seen = _seen(self.request.POST.getlist(CASE_BOX))
        if not 0 < len(seen) <= MOST_AT_ONCE:
            text = f"Er is niets gebeurd: vink minstens één praktijkvoorbeeld aan, en ten hoogste {MOST_AT_ONCE}."
            self.case_admin.message_user(self.request, text, messages.WARNING)
            return HttpResponseRedirect(self._list_url())
        cases = _cases(seen)
        form = self.verb.form(self.request.POST) if self.verb.form else None
        if form and not form.is_valid():
            return self._page(form, [(case, seen[case.pk]) for case in cases])
        said = form.cleaned_data if form else {}
        if len(cases) > jobs.AT_ONCE and self.verb.name in MAY_WAIT:
            self._leave_to_job(self.verb, [(case, seen[case.pk]) for case in cases], said)
            self._tell([], [], gone=len(seen) - len(cases))
            return HttpResponseRedirect(self._list_url())
        steps: list[DoneStep] = []
        failed = [(case, reason) for case in cases if (reason := self._try(case, seen[case.pk], said, steps))]
        self._tell(cases, failed, gone=len(seen) - len(cases), steps=steps)
        return HttpResponseRedirect(self._list_url())

    def _leave_to_job(self, verb: EditorVerb, seen: list[tuple[Case, SeenCase]], said: dict[str, Any]) -> None:
        """Let a job do it to many cases, each as it was looked at, and say where it can be followed."""
        job = jobs.act_on_many(
            verb.name,
            [(case, look.version, look.state) for case, look in seen],
            by=editor(self.request),
            subject=f"{verb.button}: {len(seen)} praktijkvoorbeelden",
            logged=" ".join(filter(None, [verb.logged, said.get("reason")])),
            said=said | ({"many": True} if verb is PUBLISH else {}),
        )
        self.case_admin.message_user(self.request, what_becomes_of(job), messages.SUCCESS)

    # --- One of many -----------------------------------------------------------------------------------------------

    def _expected(self, case: Any) -> tuple[str, list[str]]:
        """Return under which heading `case` stands, and why if it cannot."""
        if _is_done(self.verb, case):
            return DONE_ALREADY, []
        if why_not := refusal(case=case, verb=self.verb.name, by=editor(self.request), many=True):
            return IMPOSSIBLE, [why_not]
        return _expected_of_publishing(case) if self.verb is PUBLISH else (self.verb.becomes, [])

    def _try(self, case: Case, seen: SeenCase, said: dict[str, Any], steps: list[DoneStep]) -> str:
        """Do it to `case` as it was looked at and add the step; return why not, if it cannot be."""
        verb = self.verb
        many = {"many": True} if verb is PUBLISH else {}

        def do() -> None:
            if step := do_verb(self.request, verb, case, seen, **said, **many):
                steps.append(step)

        return why_not(do)

    # --- The page, and what is said afterwards ---------------------------------------------------------------------

    def _page(self, form: forms.Form | None, seen: list[tuple[Case, SeenCase]]) -> HttpResponse:
        headings = (FIRST_TIME, ONCE_MORE, self.verb.becomes, IMPOSSIBLE, DONE_ALREADY)
        groups = {heading: ExpectedGroup(heading) for heading in headings}
        for case, look in seen:
            heading, reasons = self._expected(case)
            groups[heading].shown.append(ExpectedCase(case, look, reasons))
        shown = [group for group in groups.values() if group.shown]
        context = {
            "title": f"{self.verb.button}: wat er zou gebeuren",
            "verb": self.verb,
            "form": form,
            "chosen_name": CASE_BOX,
            "groups": shown,
            "something_happens": any(group.happens for group in shown),
            "confirm_url": self._keeping_filters(reverse(f"admin:cases_case_{self.verb.name}_together")),
            "cancel_url": self._list_url(),
        }
        return case_page(self.case_admin, self.request, "together", context)

    def _tell(self, cases: list[Any], failed: list[tuple[Any, str]], gone: int, steps: Sequence[DoneStep] = ()) -> None:
        """Say to which it was done, and to which not and why."""
        refused = {case.pk for case, _ in failed}
        done = [case for case in cases if case.pk not in refused]
        if done:
            undo = undo_button(self.request, self.verb.name, steps)
            text = format_html("{} ({}): {}{}", self.verb.logged.removesuffix("."), len(done), links_to(done), undo)
            self.case_admin.message_user(self.request, text, messages.SUCCESS)
        lines: list[tuple[str, str]] = [(links_to([case]), why_not) for case, why_not in failed]
        if gone:
            lines.append((f"{gone} keer", "het voorbeeld bestaat niet meer."))
        if lines:
            said = format_html_join("", "<li>{}: {}</li>", lines)
            text = format_html("Niet gedaan: <ul>{}</ul>", said)
            self.case_admin.message_user(self.request, text, messages.WARNING)

    def _keeping_filters(self, url: str) -> str:
        """Return `url` with how the list was filtered and searched."""
        filters = self.case_admin.get_preserved_filters(self.request)
        kept: str = add_preserved_filters({"preserved_filters": filters, "opts": self.case_admin.opts}, url)
        return kept

    def _list_url(self) -> str:
        return self._keeping_filters(reverse("admin:cases_case_changelist"))


def _chosen_in_list(verb: EditorVerb) -> Callable[[GoudenAdmin, HttpRequest, QuerySet[Any]], HttpResponse]:
    """Return what the list calls when `verb` is chosen."""
    return lambda case_admin, request, queryset: BulkAction(case_admin, request, verb).show(queryset)


def _cases(pks: Iterable[int]) -> list[Any]:
    """Return the cases; 'portret' comes before 'praktijk', so that a practice links to its portrait at once."""
    cases = Case.objects.with_pending_changes().select_related("modified_by")
    return list(cases.filter(pk__in=list(pks)).order_by("kind", "title", "pk"))


def _seen(values: list[str]) -> dict[int, SeenCase]:
    """Return as what each case was looked at; what no page of ours sends is left out."""
    found = {}
    for value in values:
        pk, _, rest = value.partition(":")
        version, _, state = rest.partition(":")
        number = whole_number(pk)
        if number is not None:
            found[number] = SeenCase(whole_number(version), state)
    return found


def _is_done(verb: EditorVerb, case: Any) -> bool:
    """Whether what `verb` leads to is so already."""
    if verb is PUBLISH:
        return bool(case.state == State.PUBLISHED and not case.has_pending_changes)
    if verb is SUBMIT:
        return bool(case.submitted_at)
    return NOTHING_LEFT.get(verb.name) == case.state


def _expected_of_publishing(case: Case) -> tuple[str, list[str]]:
    """Return what readers get to see of `case`, or what still has to be mended in it."""
    if found := problems(case):
        return IMPOSSIBLE, in_words(found)
    if case.state == State.PUBLISHED:
        return PUBLISH.becomes, []
    return (ONCE_MORE if case.events.exists() else FIRST_TIME), []
