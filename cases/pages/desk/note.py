"""The note: how it will look, with a form for the reader's own words, and the files it is given as."""

import logging
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from cases.desk.dossier import read_dossier
from cases.desk.note import files
from cases.desk.note.content import LETTERS, TITLE, OwnWords, make_note
from cases.models import PublishedCase
from cases.pages.desk.addresses import here, voor_links
from cases.pages.finding.own_municipality import chosen_municipality
from cases.publishing.caching import ConditionalMixin
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import OneLineField, ProseField
from gouden.web.guard.throttling import Window, network_of
from gouden.web.http.errors import refuse
from gouden.web.pages.mixins import Crumb, PageMixin

logger = logging.getLogger(__name__)

NO_CASES = "Er staat geen voorbeeld in deze notitie. Leg eerst een voorbeeld in uw map."
ELSEWHERE = "Dit formulier hoort bij de bladzijde van de notitie. Open die en verstuur het daar."
# What a browser says of a form that came from our own page, or of what was typed into its address bar.
OWN_SITE = {"same-origin", "none"}
# In seconds: when another file may well be there in time.
RETRY_AFTER = 30


class NoFile(NamedTuple):
    """Why there is no file, as its visitor reads it."""

    status: int
    heading: str
    reason: str


TOO_OFTEN = NoFile(
    429,
    "Dit zijn veel bestanden kort na elkaar",
    "U vroeg kort na elkaar veel bestanden. Wacht een minuut en probeer het nog eens.",
)
NOT_IN_TIME = NoFile(
    503,
    "Het bestand is er niet",
    "Het bestand was niet op tijd klaar. Probeer het nog eens, of kies een ander soort bestand.",
)


class OwnWordsForm(ExplainingForm):
    """What the reader adds: a title, a question, and a line for each case."""

    titel = OneLineField(label="Titel", max_length=150, required=False)
    vraag = ProseField(
        label="Vraag",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat wilt u de wethouder voorleggen?",
    )

    def __init__(self, *args: Any, cases: list[PublishedCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"regel-{case.record['id']}": str(case.record["id"]) for case in cases}
        for letter, name, case in zip(LETTERS, self.names, cases, strict=False):
            self.fields[name] = OneLineField(label=f"{letter}. {case.title}", max_length=300, required=False)

        for field in self.fields.values():
            # A browser would cut what is pasted without a word; the form says that it is too long.
            field.widget.attrs.pop("maxlength", None)

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of a case each."""
        return [self[name] for name in self.names]

    def own_words(self) -> OwnWords:
        """Return what was typed, of a form that is valid."""
        given = self.cleaned_data
        lines = {identifier: given[name] for name, identifier in self.names.items()}
        return OwnWords(title=given["titel"], question=given["vraag"], lines=lines)


class NotePage(ConditionalMixin, PageMixin, TemplateView):
    """The page: what the note says, and the form. It changes only with the catalogue: what is typed is not kept."""

    template_name = "cases/desk/note.html"
    title = "Notitie"
    section = "dossier"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.dossier = read_dossier(request.GET)
        self.voor = chosen_municipality(request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or OwnWordsForm(cases=self.dossier.cases, initial={"titel": TITLE})
        query = self.request.GET.urlencode()
        note = make_note(self.dossier, OwnWords(), self.voor)
        return super().get_context_data(
            note=note,
            # Each case's themes, and each cell with the head of its column, which a narrow screen shows beside it.
            rows=[
                (case.record["themas"], list(zip(note["columns"], cells, strict=True)))
                for case, cells in zip(self.dossier.cases, note["rows"], strict=True)
            ],
            form=form,
            cases=self.dossier.cases,
            formats=[
                (format, f"{reverse('note-file', args=[format.extension])}?{query}")
                for format in files.FORMATS.values()
            ],
            **voor_links("note", self.dossier.slugs, self.voor),
            **kwargs,
        )

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Mijn map", here("dossier", self.dossier.slugs, self.voor)), Crumb("Notitie")]


class NoteView(NotePage):
    """The page at its own address."""


@method_decorator(csrf_exempt, name="dispatch")
class NoteFileView(NotePage):
    """The note as a file: by GET without own words, by POST with those of the form.

    What is sent changes nothing and is kept nowhere, so no cookie protects it (ADR 22). A form on another site is
    refused all the same. What goes wrong gives the page again, with all that was typed.
    """

    http_method_names = ["get", "head", "post"]
    window = Window()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        format = files.FORMATS.get(kwargs["extension"])
        if format is None:
            raise Http404("Zo’n bestand maken we niet.")
        self.format = format
        super().setup(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.dossier.cases:
            raise BadRequest(NO_CASES)
        return self.file(OwnWords())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITE:
            return refuse(request, 403, "Dit komt van een andere site", ELSEWHERE)
        if not self.dossier.cases:
            raise BadRequest(NO_CASES)
        form = OwnWordsForm(request.POST, cases=self.dossier.cases)
        response = self.file(form.own_words(), form) if form.is_valid() else self.page(form, 400)
        response.headers["Cache-Control"] = "no-store"
        return response

    def file(self, own: OwnWords, form: OwnWordsForm | None = None) -> HttpResponse:
        """Return the file, or why there is none: 429 for who asks often, 503 where it was not there in time."""
        limit = settings.GOUDEN_NOTE_LIMIT
        if limit and self.window.count(network_of(self.request)) > limit:
            return self.without_file(form, TOO_OFTEN, self.window.left())
        note = make_note(self.dossier, own, self.voor)
        try:
            content = files.write(note, self.format)
        except files.NotWritten as error:
            logger.error("a note was not written: %s", error)
            return self.without_file(form, NOT_IN_TIME, RETRY_AFTER)
        name = f"notitie-{note['date']}.{self.format.extension}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
        return HttpResponse(content, content_type=self.format.media_type, headers=headers)

    def without_file(self, form: OwnWordsForm | None, why: NoFile, wait: int) -> HttpResponse:
        """Say why there is no file and when to try again; all that was typed stays in the form."""
        if form:
            form.add_error(None, why.reason)
        response = self.page(form, why.status) if form else refuse(self.request, *why)
        response.headers["Retry-After"] = str(wait)
        return response

    def page(self, form: OwnWordsForm, status: int) -> HttpResponse:
        """Return the page with the form as it was sent."""
        return render(self.request, self.template_name, self.get_context_data(form=form), status=status)
