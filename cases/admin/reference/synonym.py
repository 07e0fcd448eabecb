from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Synonym
from cases.search.language.thesaurus import overlaps
from gouden.web.forms.explaining import ExplainingModelForm
from gouden.web.forms.lines_field import LinesField


class SynonymForm(ExplainingModelForm):
    terms = LinesField(label="Termen", minimum=2, help_text="Eén term per regel, minstens twee.")

    class Meta:
        model = Synonym
        fields: Any = ("terms", "kind", "note")


@admin.register(Synonym)
class SynonymAdmin(ReferenceAdmin):
    form = SynonymForm
    permanent_fields = ()
    list_display = ("__str__", "kind", "note")
    list_filter = ("kind",)
    search_fields = ("terms", "note")
    fields = ("terms", "kind", "note")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn of a term that stands in another group as well."""
        super().save_related(request, form, formsets, change)
        terms = form.instance.terms
        for overlap in overlaps(Synonym.objects.values_list("kind", "terms", "note")):
            if terms in (overlap.group, overlap.other):
                other = overlap.other if terms == overlap.group else overlap.group
                text = (
                    f"‘{overlap.term}’ staat ook bij {' = '.join(other)}. Maak er één groep van, of noem de term in de "
                    "toelichting als dat zo hoort."
                )
                self.message_user(request, text, messages.WARNING)
