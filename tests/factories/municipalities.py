"""Municipalities and the other parties."""

import datetime
from typing import Any

from django.utils.text import slugify
from factory.declarations import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.helpers import post_generation

from municipalities import models as municipalities
from tests.factories.base import Factory, ReferenceFactory, fill, slug_from


class ProvinceFactory(Factory):
    class Meta:
        model = municipalities.Province
        django_get_or_create = ["code"]

    code = Sequence(lambda n: f"PV{40 + n % 59}")
    name = LazyAttribute(lambda province: f"Provincie {province.code[2:]}")
    slug = slug_from(of="name")


class MunicipalityFactory(Factory):
    class Meta:
        model = municipalities.Municipality

    cbs_code = Sequence(lambda n: f"{3000 + n % 7000:04}")
    name = LazyAttribute(lambda municipality: f"Gemeente {municipality.cbs_code}")
    slug = slug_from(of="name")
    province = SubFactory(ProvinceFactory)


class MunicipalityChangeFactory(Factory):
    """By default two municipalities that merged in 2019: the old one ended that day, the new one began."""

    class Meta:
        model = municipalities.MunicipalityChange

    date = datetime.date(2019, 1, 1)
    kind = municipalities.MunicipalityChange.Kind.MERGE
    old = SubFactory(MunicipalityFactory, valid_until=SelfAttribute("..date"))
    new = SubFactory(MunicipalityFactory, valid_from=SelfAttribute("..date"))


class RegionFactory(ReferenceFactory):
    """`RegionFactory(members=[aalten, oost_gelre])` fills it."""

    class Meta:
        model = municipalities.Region

    name = Sequence(lambda n: f"Regio {n}")
    kind = municipalities.Region.Kind.COOPERATION
    slug = LazyAttribute(lambda region: f"{slugify(region.name)}-{region.kind}")

    @post_generation
    def members(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "members", extracted)


class OrganisationFactory(ReferenceFactory):
    class Meta:
        model = municipalities.Organisation

    name = Sequence(lambda n: f"Organisatie {n}")
    slug = slug_from(of="name")
    kind = municipalities.Organisation.Kind.SOCIAL_WORK

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "municipalities", extracted)
