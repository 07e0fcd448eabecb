"""What one row of each list must be like. The rules over several rows are in `checking`."""

from typing import Any

from django import forms

from municipalities.importers.fields import (
    ChoiceField,
    DateField,
    DecimalField,
    MunicipalityCodeField,
    NameField,
    OfficialCodeField,
    PopulationField,
    WholeNumberField,
    message_of,
)
from municipalities.models import Municipality, MunicipalityChange, Region

# The twelve of the TOOI register of provinces; a thirteenth takes an act of parliament, and a change here.
PROVINCE_CODES = [f"PV{number}" for number in range(20, 32)]

# What the list calls a kind of region, and what we call it.
REGION_KINDS = {
    "arbeidsmarktregio": Region.Kind.LABOUR_MARKET,
    "corop": Region.Kind.COROP,
    "veiligheidsregio": Region.Kind.SAFETY,
}

OUTSIDE = message_of(Municipality, "municipality_lies_in_the_netherlands")


class MunicipalityForm(forms.Form):
    """A row of municipalities.csv."""

    cbs_code = MunicipalityCodeField()
    name = NameField(80)
    province_code = ChoiceField(PROVINCE_CODES, "Deze provincie bestaat niet; bekend zijn PV20 tot en met PV31.")
    province = NameField(60)
    valid_from = DateField(Municipality, "valid_from")
    valid_until = DateField(Municipality, "valid_until")
    population = PopulationField()
    population_date = DateField(Municipality, "population_date")
    population_2017 = PopulationField()
    latitude = DecimalField(max_digits=7, decimal_places=4, least="50.5", most="53.7", outside=OUTSIDE)
    longitude = DecimalField(max_digits=7, decimal_places=4, least="3.2", most="7.3", outside=OUTSIDE)
    urbanity_2017 = WholeNumberField(least=1, most=5, message="Stedelijkheid is een klasse van 1 tot en met 5.")
    area_km2 = DecimalField(
        max_digits=8, decimal_places=2, least="0", most="50000", outside="Een oppervlakte ligt tussen 0 en 50000 km²."
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end <= start:
            self.add_error("valid_until", message_of(Municipality, "municipality_ends_after_it_starts"))
        if data.get("population") is not None and data.get("population_date", "refused") is None:
            self.add_error("population_date", message_of(Municipality, "municipality_population_has_a_date"))
        latitude, longitude = data.get("latitude", "refused"), data.get("longitude", "refused")
        if "refused" not in {latitude, longitude} and (latitude is None) != (longitude is None):
            self.add_error("latitude" if latitude is None else "longitude", OUTSIDE)
        return data


class ChangeForm(forms.Form):
    """A row of municipality_changes.csv."""

    old_code = MunicipalityCodeField()
    new_code = MunicipalityCodeField()
    date = DateField(MunicipalityChange, "date", required=True)
    kind = ChoiceField(
        MunicipalityChange.Kind.values,
        f"Deze soort is onbekend; bekend zijn {', '.join(sorted(MunicipalityChange.Kind.values))}.",
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "old_code" in data and data["old_code"] == data.get("new_code"):
            self.add_error("new_code", message_of(MunicipalityChange, "municipality_change_between_two"))
        return data


class RegionForm(forms.Form):
    """A row of regions.csv: one member of one region."""

    region_code = OfficialCodeField(
        r"\A[A-Z]{2}[0-9]{2}\Z", "Een regiocode bestaat uit twee hoofdletters en twee cijfers, zoals AM01."
    )
    region_name = NameField(100)
    region_type = ChoiceField(REGION_KINDS, f"Deze soort is onbekend; bekend zijn {', '.join(sorted(REGION_KINDS))}.")
    cbs_code = MunicipalityCodeField()

    def clean_region_type(self) -> Region.Kind:
        return REGION_KINDS[self.cleaned_data["region_type"]]
