"""The parameters of the index of municipalities."""

import django_filters

from municipalities.models import Municipality, Province


class MunicipalityFilter(django_filters.FilterSet):
    """Which municipalities of today."""

    provincie = django_filters.ModelChoiceFilter(
        queryset=Province.objects.all(), field_name="province", to_field_name="code", label="Provincie"
    )

    class Meta:
        model = Municipality
        fields: list[str] = []
