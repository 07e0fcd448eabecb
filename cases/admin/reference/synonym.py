from typing import Any

from django import forms
from django.contrib import admin

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Synonym
from gouden.web.forms.lines_field import LinesField


class SynonymForm(forms.ModelForm):
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
