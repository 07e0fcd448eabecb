import uuid

from django.db import models
from django.urls import reverse

from cases.models.catalogue.case import Case
from cases.models.catalogue.claim import Claim
from cases.models.catalogue.element import Element
from cases.models.catalogue.obstacle import Obstacle
from cases.models.public.published import PublishedCase


def claim_identifier(case: uuid.UUID, key: str) -> uuid.UUID:
    """Return the lasting identifier of the claim with this key, of the case with this identifier.

    Made of these two (RFC 9562, version 5) and kept in no version: a claim that comes back is the same one.
    """
    return uuid.uuid5(case, key)


def claim_url(identifier: uuid.UUID | str) -> str:
    """Return the path of the page of the claim with this identifier."""
    return reverse("statement-detail", args=[identifier])


class PublishedClaim(models.Model):
    """A claim of a public case, found by itself. Written with its case; all of it can be made again."""

    belongs_to = "published_case"

    # Indexed by `claims_of_a_case`.
    published_case = models.ForeignKey(
        PublishedCase, models.CASCADE, verbose_name="voorbeeld", related_name="claims", db_index=False
    )
    identifier = models.UUIDField("id", unique=True, editable=False)
    key = models.SlugField("kenmerk", max_length=80, db_index=False)
    position = models.PositiveSmallIntegerField("volgorde")
    kind = models.CharField("soort", max_length=12, choices=Claim.Kind)
    evidence = models.CharField("soort bewijs", max_length=24, choices=Claim.Evidence)
    has_figure = models.BooleanField("met een cijfer")
    # Indexed by `claims_of_an_obstacle`.
    obstacle = models.ForeignKey(
        Obstacle,
        models.PROTECT,
        verbose_name="soort obstakel",
        related_name="published_claims",
        null=True,
        db_index=False,
    )
    elements = models.ManyToManyField(Element, verbose_name="werkzame elementen", related_name="published_claims")
    # What the record of its case has of it, and which case that is: the stored output of
    # cases.projection.public_serializers. The longest stands last, as in PublishedCase.
    record = models.JSONField("volledig")

    class Meta:
        verbose_name = "openbare uitspraak"
        verbose_name_plural = "openbare uitspraken"
        ordering = ["published_case", "position"]
        indexes = [
            # The claims of some cases, and how many of each case fit a choice of kind, grounds and figure: counted from
            # the index alone.
            models.Index(fields=["published_case", "kind", "evidence", "has_figure"], name="claims_of_a_case"),
            # How many are of each kind, on which grounds and with a figure; those of some kinds, by case.
            models.Index(fields=["kind", "evidence", "has_figure", "published_case"], name="claims_of_a_kind"),
            # Those of a kind of obstacle, and how many there are of each kind.
            models.Index(
                fields=["obstacle", "published_case"],
                name="claims_of_an_obstacle",
                condition=models.Q(obstacle__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.record["tekst"])

    def get_absolute_url(self) -> str:
        return claim_url(self.identifier)


class ClaimIdentity(models.Model):
    """A claim that readers can see, or could once: by its identifier it is told that it is gone. Never taken away."""

    belongs_to = "case"

    identifier = models.UUIDField("id", primary_key=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="voorbeeld", related_name="+")
    key = models.SlugField("kenmerk", max_length=80, db_index=False)

    class Meta:
        verbose_name = "kenmerk van een uitspraak"
        verbose_name_plural = "kenmerken van uitspraken"

    def __str__(self) -> str:
        return f"{self.key} ({self.identifier})"
