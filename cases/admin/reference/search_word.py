"""Words of the editors: what each finds now, what it should find, and what it would find with other ties."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Model, Q, QuerySet
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cases.admin.reference.base import ReferenceAdmin, lock_catalogue, row_url
from cases.admin.stale_form import SEEN_INPUT, fingerprint
from cases.loading.entries import SEARCH_WORDS
from cases.models import PublishedCase, SearchWord, SearchWordCase, SearchWordClaim
from cases.revisions.references import References
from cases.search import asked_in_vain, finding_nothing, parse, ranked
from cases.search.queries.search_words import TakenNames
from gouden.web.admin.base import TabularInline
from gouden.web.forms.explaining import ExplainingModelForm

# The button that shows what the word would find, and saves nothing.
PREVIEW = "_bekijk"
SHOWN = 5
NOT_SAVED = "Nog niet bewaard: u bekeek alleen wat het zou vinden."


class Finds(NamedTuple):
    """What a word finds: how many cases, and the first of them."""

    number: int
    first: list[PublishedCase]

    @classmethod
    def by(cls, word: str) -> "Finds":
        query = parse(word)
        first = ranked(query)[:SHOWN]
        cases = PublishedCase.objects.only("slug", "title").in_bulk(first)
        return cls(len(query.ids), [cases[pk] for pk in first])


class SearchWordForm(ExplainingModelForm):
    # False: it only shows what would be found, and is refused whatever is typed in it.
    saves = True

    class Meta:
        model = SearchWord
        fields: Any = "__all__"

    def clean(self) -> Any:
        """Refuse a word that is another one's already, however it is written."""
        cleaned = super().clean() or self.cleaned_data
        asked = SearchWord(pk=self.instance.pk, word=cleaned.get("word", ""), also=cleaned.get("also") or [])
        if why_not := TakenNames(SearchWord.objects.exclude(pk=self.instance.pk)).clash(asked):
            raise ValidationError(why_not)
        if not self.saves:
            self.add_error(None, NOT_SAVED)
        return cleaned


class TieFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        """Leave the place of a new one open."""
        super().add_fields(form, index)
        if index is None or index >= self.initial_form_count():
            form.initial["position"] = None
            form.fields["position"].required = False

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Put a new one behind the others, unless the editor gave it a place."""
        if form.cleaned_data.get("position") is None:
            others = type(form.instance).objects.filter(search_word=self.instance)
            last = others.aggregate(last=Max("position"))["last"] or 0
            form.instance.position = last + 1 + self.extra_forms.index(form)
        return super().save_new(form, commit)


class SearchWordCaseInline(TabularInline):
    model = SearchWordCase
    formset = TieFormSet
    fields = ("case", "position")
    autocomplete_fields = ("case",)
    verbose_name_plural = "voorbeelden die het moet vinden, de beste eerst"


class SearchWordClaimInline(TabularInline):
    model = SearchWordClaim
    formset = TieFormSet
    fields = ("claim", "position")
    autocomplete_fields = ("claim",)
    verbose_name_plural = "uitspraken die erop antwoorden, de beste eerst"


class FindsFilter(admin.SimpleListFilter):
    title = "wat het vindt"
    parameter_name = "vindt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("niets", "vindt niets"), ("iets", "vindt iets")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"niets", "iets"}:
            return queryset
        in_vain = Q(word__in=finding_nothing(SearchWord.objects.values_list("word", flat=True)))
        return queryset.filter(in_vain if self.value() == "niets" else ~in_vain)

    def get_facet_counts(self, pk_attname: str, filtered_qs: QuerySet[Any]) -> dict[str, Any]:
        """Count nothing: each choice would look up every word once more."""
        return {}


@admin.register(SearchWord)
class SearchWordAdmin(ReferenceAdmin):
    form = SearchWordForm
    permanent_fields = ()
    list_display = ("word", "also_line", "meaning", "broader")
    list_filter = (FindsFilter, "broader")
    search_fields = ("word", "also", "meaning")
    autocomplete_fields = ("elements", "obstacles", "terms")
    fieldsets = (
        (None, {"fields": ("word", "also", "meaning", "broader")}),
        ("Wat het moet vinden, naast de voorbeelden hieronder", {"fields": ("elements", "obstacles", "terms")}),
    )
    inlines = (SearchWordCaseInline, SearchWordClaimInline)
    change_form_template = "admin/cases/searchword/change_form.html"
    change_list_template = "admin/cases/searchword/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.put_back_view)
        return [path("<int:pk>/zet-terug/", view, name="cases_searchword_put_back"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say above the list what readers asked in vain, for who can make a word of it."""
        shown = {"in_vain": asked_in_vain.last_weeks(timezone.localdate())}
        return super().changelist_view(request, shown | (extra_context or {}))

    @admin.display(description="ook zo getypt")
    def also_line(self, word: SearchWord) -> str:
        return ", ".join(word.also)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.saves = not getattr(request, "is_preview", False)
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show beside the form what the word finds; by the button, what it would find as the form stands."""
        extra = dict(extra_context or {})
        word = self.get_object(request, unquote(object_id)) if object_id else None
        if request.method == "POST" and PREVIEW in request.POST:
            if not (self.has_change_permission(request, word) if word else self.has_add_permission(request)):
                raise PermissionDenied
            extra["would_find"] = self._would_find(request, word)
            request.is_preview = True  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra)

    def _would_find(self, request: HttpRequest, word: SearchWord | None) -> Finds | None:
        """Return what the word would find if the form were saved; None when it cannot be. Nothing stays of it."""
        row = self.get_object(request, str(word.pk)) if word else None
        form = self.get_form(request, row, change=bool(row))(request.POST, request.FILES, instance=row)
        is_valid = form.is_valid()
        formsets, _ = self._create_formsets(request, form.instance, change=bool(row))  # type: ignore[attr-defined]
        if not (all_valid(formsets) and is_valid):
            return None
        with transaction.atomic():
            saved = form.save()
            for formset in formsets:
                formset.save()
            found = Finds.by(saved.word)
            transaction.set_rollback(True)
        return found

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep what stood there, so that one mistake can be taken back."""
        if change:
            stored = SEARCH_WORDS.rows().get(pk=obj.pk)  # type: ignore[attr-defined]
            obj.previous = SEARCH_WORDS.dump(stored)
        super().save_model(request, obj, form, change)

    def put_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put back what stood in a word before it was last changed; what stands there now can be put back in turn."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            lock_catalogue()
            word = get_object_or_404(SearchWord, pk=pk)
            if not self.has_change_permission(request, word):
                raise PermissionDenied
            if word.previous is None or request.POST.get(SEEN_INPUT) != fingerprint(self, request, word):
                text = "Niets teruggezet: er is hier intussen iets veranderd. Kijk eerst wat er nu staat."
                self.message_user(request, text, messages.WARNING)
            else:
                self._put_back(request, word)
        return HttpResponseRedirect(row_url(word))

    def _put_back(self, request: HttpRequest, word: SearchWord) -> None:
        stands = SEARCH_WORDS.dump(SEARCH_WORDS.rows().get(pk=word.pk))  # type: ignore[attr-defined]
        before: dict[str, Any] = word.previous or {}
        lists = {name: _there(to, before[name]) for name, to in SEARCH_WORDS.lists.items()}
        there = SEARCH_WORDS.complete(before | lists)
        try:
            SEARCH_WORDS.save(word, there, References())
        except ValueError as why_not:
            self.message_user(request, f"Niets teruggezet: {why_not}", messages.WARNING)
            return
        word.previous = stands
        word.save(update_fields=["previous"])
        self.log_change(request, word, "Teruggezet wat er voor de laatste wijziging stond.")
        self.refresh_public(request, word)
        text = (
            "Teruggezet wat er voor de laatste wijziging stond. Was dat niet de bedoeling, zet het dan nog eens terug."
        )
        self.message_user(request, text, messages.SUCCESS)

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Say what the word finds, and where what stood there before is put back."""
        shown = super().around_form(request, obj)
        if obj is None:
            return shown
        may_put_back = obj.previous is not None and self.has_change_permission(request, obj)
        url = reverse("admin:cases_searchword_put_back", args=[obj.pk])
        # As it is, and not as it is typed.
        stored = SearchWord.objects.get(pk=obj.pk)
        return shown | {"put_back_url": url if may_put_back else "", "finds": Finds.by(stored.word)}


def _there(model: type[Model], keys: list[str]) -> list[str]:
    """Return those of `keys` of which there is a row still."""
    references = References()
    return [key for key in keys if references.get(model, key)]
