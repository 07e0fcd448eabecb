"""Every public page, for search engines."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import (
    BoardQuestion,
    Element,
    Initiative,
    Obstacle,
    Publication,
    PublishedCase,
    PublishedClaim,
    Question,
    Term,
    Theme,
)
from cases.submissions import board
from municipalities.models import Municipality, Organisation, Province, Region
from municipalities.querysets import MunicipalityQuerySet, public_rows

FIXED = (
    "home",
    "case-list",
    "statement-list",
    "theme-list",
    "obstacle-list",
    "question-list",
    "term-list",
    "element-list",
    "municipality-list",
    "former-municipality-list",
    "province-list",
    "region-list",
    "organisation-list",
    "initiative-list",
    "publication-list",
    "designation-list",
    "adoption-list",
    "white-spots",
    "numbers",
    "developers",
    "api-reference",
    "api-codebook-page",
    "share",
    "about",
    "evidence",
    "accessibility",
    "privacy",
)


class GoudenSitemap(Sitemap):
    """Pages at the address where the world reaches the site."""

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.GOUDEN_BASE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.GOUDEN_BASE_URL).scheme


class FixedSitemap(GoudenSitemap):
    """The home page, the indexes and the pages that are always there."""

    def items(self) -> tuple[str, ...]:
        return FIXED

    def location(self, name: str) -> str:
        return reverse(name)


class CaseSitemap(GoudenSitemap):
    """The published cases."""

    def items(self) -> QuerySet[PublishedCase]:
        return PublishedCase.objects.only("slug", "changed_at").order_by("case_id")

    def lastmod(self, case: PublishedCase) -> datetime.datetime:
        return case.changed_at


class StatementSitemap(GoudenSitemap):
    """The claims of the published cases, each on its own page."""

    def items(self) -> QuerySet[PublishedClaim]:
        return PublishedClaim.objects.only("identifier").order_by("pk")


class BoardSitemap(GoudenSitemap):
    """The questions that readers asked on the board."""

    def items(self) -> QuerySet[BoardQuestion]:
        return board.shown().only("identifier").order_by("pk")


class ReferenceSitemap(GoudenSitemap):
    """The pages of one kind of reference row."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def items(self) -> QuerySet[Any]:
        rows = public_rows(self.model).order_by("pk")
        return rows.begun(timezone.localdate()) if isinstance(rows, MunicipalityQuerySet) else rows


SITEMAPS = {
    "paginas": FixedSitemap(),
    "praktijkvoorbeelden": CaseSitemap(),
    "uitspraken": StatementSitemap(),
    "vragenbord": BoardSitemap(),
    **{
        str(model._meta.verbose_name_plural): ReferenceSitemap(model)
        for model in (
            *(Municipality, Province, Region, Organisation),
            *(Initiative, Theme, Obstacle, Element, Term, Question, Publication),
        )
    },
}
