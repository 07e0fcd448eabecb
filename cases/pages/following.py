"""Following a list or a case by mail: the form, the page behind the link in the mails, and stopping by one click."""

from typing import Any

from django import forms
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView, View

from cases.desk.following import choices, verbs
from cases.desk.following.choices import CASE, FollowedChoice
from cases.models import Follow
from cases.models.outside.follow import LONGEST_QUERY
from cases.pages.catalogue.case import gone_or_moved
from cases.pages.finding.case_list import problems
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import MailAddressField
from gouden.web.guard.guarded_form import GuardedForm, GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin

# What a mail program sends that stops it by one click (RFC 8058).
ONE_CLICK = ("List-Unsubscribe", "One-Click")


class RhythmForm(ExplainingForm):
    """How often a mail comes at most."""

    ritme = forms.ChoiceField(
        label="Hoe vaak wilt u hoogstens een mail?",
        choices=[(choice.value, str(choice.label).capitalize()) for choice in Follow.Rhythm],
        widget=forms.RadioSelect,
        initial=Follow.Rhythm.WEEKLY,
        error_messages={"required": "Kies elke week of elke maand.", "invalid_choice": "Kies elke week of elke maand."},
    )


class FollowForm(GuardedForm, RhythmForm):
    """Where the mail goes, and how often."""

    mailadres = MailAddressField(
        label="Uw mailadres",
        help_text="U krijgt eerst een mail om te bevestigen dat het uw adres is.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul uw mailadres in."},
    )
    field_order = ["mailadres", "ritme"]


class FollowView(GuardedFormMixin, PageMixin, FormView):
    """What one would follow, in words, and the form. The parameters are those of the list."""

    template_name = "cases/following/follow.html"
    form_class = FollowForm
    success_url = reverse_lazy("follow-asked")
    section = "case-list"
    choice: FollowedChoice

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        choice = choices.read(request.GET)
        if choice is None:
            raise Http404("Dit praktijkvoorbeeld bestaat niet.")
        if not choice.is_public:
            return gone_or_moved(request, request.GET[CASE])
        self.choice = choice
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = self.choice.reading
        return super().get_context_data(
            choice=self.choice,
            found=len(self.choice),
            problems=problems(reading) if reading else [],
            too_long=len(self.choice.query) > LONGEST_QUERY,
            days=verbs.UNCONFIRMED.days,
            **kwargs,
        )

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Volg {self.choice.words}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb("Volgen")]

    def form_valid(self, form: FollowForm) -> HttpResponse:
        given = form.cleaned_data
        if len(self.choice.query) > LONGEST_QUERY:
            form.add_error(None, "Deze keuze is te lang om te volgen. Kies er minder tegelijk.")
            return self.form_invalid(form)
        try:
            verbs.ask(email=given["mailadres"], choice=self.choice, rhythm=Follow.Rhythm(given["ritme"]))
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        return super().form_valid(form)


class FollowPageMixin(PageMixin):
    """A page on the way of following."""

    section = "case-list"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb(self.get_title(context))]


class AskedView(FollowPageMixin, TemplateView):
    """Look in your mail: the same for who follows already, so that nobody learns who does."""

    template_name = "cases/following/asked.html"
    title = "Kijk in uw mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(days=verbs.UNCONFIRMED.days, **kwargs)


class StoppedView(FollowPageMixin, TemplateView):
    """It is stopped, and the address erased."""

    template_name = "cases/following/stopped.html"
    title = "U volgt dit niet meer"


@method_decorator(never_cache, name="dispatch")
class OwnFollowView(FollowPageMixin, TemplateView):
    """The page behind the link in the mails. Opening it changes nothing: mail scanners open links too."""

    template_name = "cases/following/own.html"
    follow: Follow

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = verbs.by_token(kwargs["token"])
        if found is None:
            title = "Deze link werkt niet meer"
            context = {"title": title, "breadcrumb": [Crumb(title)], "section": "case-list"}
            return render(request, "cases/following/no_link.html", context, status=404)
        self.follow = found
        response = super().dispatch(request, *args, **kwargs)
        # The address is the key to the page: it goes into no index, and by the policy of the whole site to no other.
        # A stricter policy would make browsers send its forms with `Origin: null`, which the check of forms refuses.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_title(self, context: dict[str, Any]) -> str:
        return "Wat u volgt" if self.follow.confirmed_at else "Bevestig wat u wilt volgen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", RhythmForm(initial={"ritme": self.follow.rhythm}))
        return super().get_context_data(
            follow=self.follow, choice=choices.stored(self.follow.query), days=verbs.UNCONFIRMED.days, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match request.POST.get("doe"):
            case "bevestig":
                return self._confirm()
            case "wijzig":
                return self._change()
            case "stop":
                verbs.stop(token=self.follow.token)
                return HttpResponseRedirect(reverse("follow-stopped"))
        return self.get(request, *args, **kwargs)

    def _confirm(self) -> HttpResponse:
        try:
            verbs.confirm(follow=self.follow)
        except verbs.TooManyFollowed as error:
            context = self.get_context_data(refusal=str(error))
            return self.render_to_response(context, status=409)
        return HttpResponseRedirect(self.follow.get_absolute_url())

    def _change(self) -> HttpResponse:
        form = RhythmForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        verbs.change(follow=self.follow, rhythm=Follow.Rhythm(form.cleaned_data["ritme"]))
        return HttpResponseRedirect(self.follow.get_absolute_url())


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class OneClickStopView(View):
    """Where a mail program stops it by one click, with no cookie and no page in between (RFC 8058).

    Who opens this address finds the page with the button.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("follow-own", args=[token]))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        name, value = ONE_CLICK
        if request.POST.get(name) != value:
            return self.get(request, token)
        # The same for a link that works no more: it is stopped.
        verbs.stop(token=token)
        return HttpResponse("Gestopt. Uw mailadres is gewist.\n", content_type="text/plain; charset=utf-8")


@method_decorator(never_cache, name="dispatch")
class OwnFollowDataView(View):
    """All that is kept of it, as a file."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        follow = verbs.by_token(token)
        if follow is None:
            raise Http404
        response = JsonResponse(verbs.export(follow), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = 'attachment; filename="volgen.json"'
        return response
