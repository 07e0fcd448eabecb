from django.db import models
from django.db.models.functions import Lower

from cases.models.catalogue.case import Case
from cases.models.catalogue.claim import Claim
from cases.models.catalogue.element import Element
from cases.models.catalogue.obstacle import Obstacle
from cases.models.catalogue.term import Term
from gouden.web.forms.model_fields import CleanCharField, CleanLinesField


class SearchWord(models.Model):
    """A word that readers type and cases may never say, tied by editors to what it is about.

    Never to a theme: in which order the cases of a theme come is chance. A tie keeps nothing from being deleted.
    """

    keeps_what_it_names = False

    word = CleanCharField("zoekwoord", max_length=80, help_text="Zoals een lezer het typt: ‘welzijn op recept’.")
    also = CleanLinesField(
        "ook zo getypt",
        default=list,
        blank=True,
        help_text="Eén per regel: afkorting, voluit of anders geschreven, als het precies dit is. Meervoud hoeft niet.",
    )
    meaning = CleanCharField("betekenis", max_length=250, help_text="Eén gewone zin: wat het is.")
    broader = models.BooleanField(
        "alleen in de buurt",
        default=False,
        help_text="De voorbeelden gaan niet over dit zelf, maar over iets ruimers of iets ernaast. Lezers zien dat.",
    )
    elements = models.ManyToManyField(Element, verbose_name="werkzame elementen", related_name="+", blank=True)
    obstacles = models.ManyToManyField(Obstacle, verbose_name="obstakels", related_name="+", blank=True)
    terms = models.ManyToManyField(
        Term,
        verbose_name="begrippen",
        related_name="+",
        blank=True,
        help_text="Voorbeelden die zo'n begrip noemen, worden ook gevonden.",
    )
    # As a file holds it: what stood here before an editor last changed it. Kept by the admin.
    previous = models.JSONField("vorige stand", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"
        ordering = [Lower("word")]
        constraints = [
            models.UniqueConstraint(
                Lower("word"), name="search_word_once", violation_error_message="Dit zoekwoord bestaat al."
            ),
        ]

    def __str__(self) -> str:
        return self.word


class SearchWordCase(models.Model):
    """A case that somebody who types the word hopes to find."""

    belongs_to = "search_word"

    search_word = models.ForeignKey(SearchWord, models.CASCADE, verbose_name="zoekwoord", related_name="case_ties")
    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="+")
    position = models.PositiveSmallIntegerField("plaats", default=0, help_text="De beste eerst.")

    class Meta:
        verbose_name = "voorbeeld bij een zoekwoord"
        verbose_name_plural = "voorbeelden bij een zoekwoord"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["search_word", "case"],
                name="search_word_case_once",
                violation_error_message="Dit voorbeeld staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class SearchWordClaim(models.Model):
    """A claim that answers somebody who types the word."""

    belongs_to = "search_word"

    search_word = models.ForeignKey(SearchWord, models.CASCADE, verbose_name="zoekwoord", related_name="claim_ties")
    claim = models.ForeignKey(Claim, models.CASCADE, verbose_name="uitspraak", related_name="+")
    position = models.PositiveSmallIntegerField("plaats", default=0, help_text="De beste eerst.")

    class Meta:
        verbose_name = "uitspraak bij een zoekwoord"
        verbose_name_plural = "uitspraken bij een zoekwoord"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["search_word", "claim"],
                name="search_word_claim_once",
                violation_error_message="Deze uitspraak staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)
