"""The parameters by which municipalities are found or chosen."""

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gouden.web.text.dutch_text import enumeration
from municipalities.models import Municipality, Province
from municipalities.succession import current_successors


class CurrentMunicipalityField(forms.CharField):
    """The CBS code of a municipality, as the Municipality of today: one that ended counts as its successor."""

    def clean(self, value: Any) -> Municipality | None:
        code = super().clean(value)
        if not code:
            return None
        known = Municipality.objects.select_related("province")
        chosen = known.filter(cbs_code=code).first() if re.fullmatch(r"[0-9]{4}", code) else None
        if chosen is None:
            raise ValidationError("Deze CBS-code van een gemeente kennen we niet.")
        today = timezone.localdate()
        if chosen.exists_on(today):
            return chosen
        if chosen.is_announced:
            raise ValidationError(f"{chosen.name} bestaat nog niet. Kies een gemeente van nu.")
        successors = list(known.filter(pk__in=current_successors(today).get(chosen.pk, set())))
        if len(successors) != 1:
            names = enumeration((f"{row.name} ({row.cbs_code})" for row in successors), "of")
            raise ValidationError(f"{chosen.name} bestaat niet meer. Kies een gemeente van nu{names and ': ' + names}.")
        return successors[0]


class CurrentMunicipalityFilter(django_filters.CharFilter):
    field_class = CurrentMunicipalityField


class MunicipalityFilter(django_filters.FilterSet):
    """Which municipalities of today."""

    provincie = django_filters.ModelChoiceFilter(
        queryset=Province.objects.all(), field_name="province", to_field_name="code", label="Provincie"
    )

    class Meta:
        model = Municipality
        fields: list[str] = []
