"""Many cases at once: first a page with what would happen to which, then just that, as each allows it by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from cases.admin.base import editor, whole_number
from cases.admin.case.publication import PUBLISH, PublicationMixin
from cases.admin.case.verbs import VERBS, Look, Verb
from cases.admin.reference.base import lock_catalogue
from cases.models import Case
from cases.publishing import NotAllowed, name_of, refusal
from cases.publishing.rules import NotPublishable, Problem, problems
from cases.revisions.differences import label_of

State = Case.State

# As many at once: what a person can look through, and a request does in time.
MOST = 100
# The box of a case on the page; its value says which case, version and state it was shown with.
CHOSEN = "gekozen"

FIRST, AGAIN = "Wordt voor het eerst openbaar", "Wordt weer openbaar"
ALREADY, CANNOT = "Is al zo", "Kan niet"
# In which state a verb has nothing left to do. What is public may have changes that are not.
DONE = {"withdraw": State.WITHDRAWN, "archive": State.ARCHIVED}


class Shown(NamedTuple):
    """A case on the page, as it was looked at, with why the verb cannot."""

    case: Any
    look: Look
    reasons: list[str]

    @property
    def value(self) -> str:
        return f"{self.case.pk}:{self.look.version}:{self.look.state}"

    @property
    def about(self) -> str:
        """Where it stands, and who saved the version that is looked at."""
        by = f", van {name_of(self.case.modified_by)}" if self.case.modified_by else ""
        return f"{self.case.standing}, versie {self.look.version}{by}" if self.look.version else self.case.standing


@dataclass
class Group:
    """The cases of which the same is to be said."""

    heading: str
    shown: list[Shown] = field(default_factory=list)

    @property
    def happens(self) -> bool:
        return self.heading not in {ALREADY, CANNOT}

    @property
    def loud(self) -> bool:
        """Whether readers get to see what they do not see now at all."""
        return self.heading in {FIRST, AGAIN}


@dataclass(frozen=True)
class Deletion:
    """Deleting, as this page needs it: like a verb, though none that a case has a state for."""

    name: str = "delete"
    path: str = "verwijder"
    button: str = "Verwijder"
    many: str = "Verwijder de gekozen praktijkvoorbeelden"
    asking: str = "Wat openbaar is geweest of bewaarde versies heeft, blijft. De rest verdwijnt voorgoed."
    logged: str = "Verwijderd."
    becomes: str = "Wordt voorgoed verwijderd"
    form: None = None


DELETE = Deletion()
DEEDS: dict[str, Verb | Deletion] = {**VERBS, DELETE.name: DELETE}


class BulkMixin(PublicationMixin):
    """The actions of the list of cases. Choosing one only shows the page; what is confirmed there is done."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(f"samen/{deed.path}/", view(self.together_view), {"deed": deed}, name=f"cases_case_{name}_together")
            for name, deed in DEEDS.items()
        ]
        return own + super().get_urls()

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Add an action for each verb the user may use."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        if action_location != ActionLocation.CHANGE_LIST:
            return actions
        own = {f"{name}_selected": deed for name, deed in DEEDS.items() if self._may_together(request, deed)}
        return {name: (_action(deed), name, deed.many) for name, deed in own.items()} | (
            {name: action for name, action in actions.items() if name not in own}
        )

    def show_selected(self, request: HttpRequest, deed: Verb | Deletion, queryset: QuerySet[Any]) -> HttpResponse:
        """Show what would happen to the chosen cases. Writes nothing."""
        number = queryset.count()
        if number > MOST:
            text = f"U koos {number} praktijkvoorbeelden; het kan met ten hoogste {MOST} tegelijk. Er is niets gebeurd."
            self.message_user(
                request, f"{text} Kies er minder, of maak de lijst korter met een filter.", messages.ERROR
            )
            return HttpResponseRedirect(request.get_full_path())
        cases = _cases(queryset.values_list("pk", flat=True))
        return self._together_page(
            request, deed, deed.form() if deed.form else None, [(case, Look.at(case)) for case in cases]
        )

    def together_view(self, request: HttpRequest, deed: Verb | Deletion) -> HttpResponse:
        """Do to the cases that were confirmed what their page said, and tell of which that could not be any more."""
        if not self._may_together(request, deed):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        looks = _looks(request.POST.getlist(CHOSEN))
        if not 0 < len(looks) <= MOST:
            text = "Er is niets gebeurd: vink minstens één praktijkvoorbeeld aan, en ten hoogste {}."
            self.message_user(request, text.format(MOST), messages.WARNING)
            return self._to_list(request)
        cases = _cases(looks)
        form = deed.form(request.POST) if deed.form else None
        if form and not form.is_valid():
            return self._together_page(request, deed, form, [(case, looks[case.pk]) for case in cases])
        said = form.cleaned_data if form else {}
        failed = [
            (case, why_not) for case in cases if (why_not := self._try(request, deed, case, looks[case.pk], said))
        ]
        self._tell(request, deed, cases, failed, gone=len(looks) - len(cases))
        return self._to_list(request)

    # --- One of many ---------------------------------------------------------------------------------------------

    def _expected(self, request: HttpRequest, deed: Verb | Deletion, case: Any) -> tuple[str, list[str]]:
        """Return under which heading `case` stands, and why if it cannot."""
        if isinstance(deed, Deletion):
            why_kept = self._why_kept(request, case)
            return (CANNOT, why_kept) if why_kept else (deed.becomes, [])
        if _is_done(deed, case):
            return ALREADY, []
        if why_not := refusal(case=case, verb=deed.name, by=editor(request), many=True):
            return CANNOT, [why_not]
        return _of_publishing(case) if deed is PUBLISH else (deed.becomes, [])

    def _try(self, request: HttpRequest, deed: Verb | Deletion, case: Case, look: Look, said: dict[str, Any]) -> str:
        """Do it to `case` as it was looked at; return why not, if it cannot be."""
        try:
            if isinstance(deed, Deletion):
                return self._delete(request, case)
            self._do(request, deed, case, look, **said, **({"many": True} if deed is PUBLISH else {}))
        except NotAllowed as error:
            return str(error)
        except NotPublishable as error:
            return " ".join(_by_field(error.problems))
        except Case.DoesNotExist:
            return "Het bestaat niet meer."
        return ""

    def _delete(self, request: HttpRequest, case: Case) -> str:
        """Delete `case` unless something says it must be kept, and return that. Nobody can save it meanwhile."""
        with transaction.atomic():
            lock_catalogue()
            rows = Case.objects.select_for_update().filter(pk=case.pk)
            if why_kept := self._why_kept(request, rows.get()):
                return " ".join(why_kept)
            self.log_deletions(request, rows)
            self.delete_queryset(request, rows)
        return ""

    def _why_kept(self, request: HttpRequest, case: Case) -> list[str]:
        _, _, lacking, protected = self.get_deleted_objects([case], request)
        return [*map(str, protected), *(f"U mag geen {name} verwijderen." for name in sorted(map(str, lacking)))]

    # --- Pages ---------------------------------------------------------------------------------------------------

    def _may_together(self, request: HttpRequest, deed: Verb | Deletion) -> bool:
        return self.has_delete_permission(request) if isinstance(deed, Deletion) else self.may(request, deed)

    def _together_page(
        self, request: HttpRequest, deed: Verb | Deletion, form: forms.Form | None, looked_at: list[tuple[Case, Look]]
    ) -> HttpResponse:
        groups = {heading: Group(heading) for heading in (FIRST, AGAIN, deed.becomes, CANNOT, ALREADY)}
        for case, look in looked_at:
            heading, reasons = self._expected(request, deed, case)
            groups[heading].shown.append(Shown(case, look, reasons))
        shown = [group for group in groups.values() if group.shown]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{deed.button}: wat er zou gebeuren",
            "opts": self.opts,
            "deed": deed,
            "form": form,
            "chosen_name": CHOSEN,
            "groups": shown,
            "something_happens": any(group.happens for group in shown),
            "confirm_url": self._keeping_filters(request, reverse(f"admin:cases_case_{deed.name}_together")),
            "cancel_url": self._list_url(request),
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/cases/case/together.html", context)

    def _tell(
        self,
        request: HttpRequest,
        deed: Verb | Deletion,
        cases: list[Any],
        failed: list[tuple[Any, str]],
        gone: int,
    ) -> None:
        """Say to which it was done, and to which not and why."""
        refused = {case.pk for case, _ in failed}
        done = [case for case in cases if case.pk not in refused]
        if done:
            names = ", ".join(map(str, done)) if isinstance(deed, Deletion) else self._links(done)
            text = format_html("{} ({}): {}", deed.logged.removesuffix("."), len(done), names)
            self.message_user(request, text, messages.SUCCESS)
        lines = [(self._links([case]), why_not) for case, why_not in failed]
        if gone:
            lines.append((f"{gone} keer", "het voorbeeld bestaat niet meer."))  # type: ignore[arg-type]
        if lines:
            said = format_html_join("", "<li>{}: {}</li>", lines)
            self.message_user(request, format_html("Niet gedaan: <ul>{}</ul>", said), messages.WARNING)

    def _keeping_filters(self, request: HttpRequest, url: str) -> str:
        """Return `url` with how the list was filtered and searched."""
        kept: str = add_preserved_filters(
            {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, url
        )
        return kept

    def _list_url(self, request: HttpRequest) -> str:
        return self._keeping_filters(request, reverse("admin:cases_case_changelist"))

    def _to_list(self, request: HttpRequest) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._list_url(request))


def _action(deed: Verb | Deletion) -> Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse]:
    """Return what the list calls for `deed`."""
    return lambda model_admin, request, queryset: model_admin.show_selected(request, deed, queryset)


def _cases(pks: Iterable[int]) -> list[Any]:
    """Return the cases; 'portret' comes before 'praktijk', so that a practice links to its portrait at once."""
    cases = Case.objects.with_pending_changes().select_related("modified_by")
    return list(cases.filter(pk__in=list(pks)).order_by("kind", "title", "pk"))


def _looks(values: list[str]) -> dict[int, Look]:
    """Return as what each case was looked at; what no page of ours sends is left out."""
    found = {}
    for value in values:
        pk, _, rest = value.partition(":")
        version, _, state = rest.partition(":")
        number = whole_number(pk)
        if number is not None:
            found[number] = Look(whole_number(version), state)
    return found


def _is_done(verb: Verb, case: Any) -> bool:
    """Whether what `verb` leads to is so already."""
    if verb is PUBLISH:
        return bool(case.state == State.PUBLISHED and not case.has_pending_changes)
    if verb is VERBS["submit"]:
        return bool(case.submitted_at)
    return DONE.get(verb.name) == case.state


def _of_publishing(case: Case) -> tuple[str, list[str]]:
    """Return what readers get to see of `case`, or what still has to be mended in it."""
    if found := problems(case):
        return CANNOT, _by_field(found)
    if case.state == State.PUBLISHED:
        return PUBLISH.becomes, []
    return (AGAIN if case.events.exists() else FIRST), []


def _by_field(found: list[Problem]) -> list[str]:
    return [f"{capfirst(label_of(problem.field))}: {problem.message}" for problem in found]
