from django.db import models

from cases.models.public.claim import PublishedClaim
from cases.models.public.published import PublishedCase


class SearchEntry(models.Model):
    """What search looks in for one public case. On SQLite a full-text table, on PostgreSQL one with vectors."""

    # Full-text tables know their rows by this name.
    published_case = models.OneToOneField(
        PublishedCase,
        models.CASCADE,
        primary_key=True,
        db_column="rowid",
        related_name="search_entry",
        verbose_name="voorbeeld",
    )
    # Terms, separated by spaces: cases.search.indexing.document says what is in which.
    names = models.TextField("namen")
    summary = models.TextField("samenvatting")
    parties = models.TextField("partijen en plaatsen")
    texts = models.TextField("teksten")
    # Terms no reader types: cases.search.indexing.markers.
    markers = models.TextField("verwijzingen", blank=True)
    # What a case can be found by besides its words, for the reader: [kind, name, [other names]].
    labels = models.JSONField("gevonden op")

    class Meta:
        verbose_name = "doorzochte tekst"
        verbose_name_plural = "doorzochte teksten"

    def __str__(self) -> str:
        return f"doorzochte tekst van {self.published_case_id}"


class SearchWords(models.Model):
    """How one public case writes its terms, as far as a reader may see the words."""

    published_case = models.OneToOneField(
        PublishedCase, models.CASCADE, primary_key=True, related_name="search_words", verbose_name="voorbeeld"
    )
    # "term=word" for each, separated by spaces; kept by cases.search.indexing.index.
    written = models.TextField("woorden", blank=True)

    class Meta:
        verbose_name = "woorden van een voorbeeld"
        verbose_name_plural = "woorden van voorbeelden"

    def __str__(self) -> str:
        return f"woorden van {self.published_case_id}"


class ClaimSearchEntry(models.Model):
    """What search looks in for one public claim. On SQLite a full-text table, on PostgreSQL one with vectors."""

    # Full-text tables know their rows by this name.
    published_claim = models.OneToOneField(
        PublishedClaim,
        models.CASCADE,
        primary_key=True,
        db_column="rowid",
        related_name="search_entry",
        verbose_name="uitspraak",
    )
    # Terms, separated by spaces: cases.search.statements.claim_document says what is in which.
    said = models.TextField("wat er gezegd wordt")
    about = models.TextField("waar het bij hoort")

    class Meta:
        verbose_name = "doorzochte uitspraak"
        verbose_name_plural = "doorzochte uitspraken"

    def __str__(self) -> str:
        return f"doorzochte tekst van uitspraak {self.published_claim_id}"


class SearchTerm(models.Model):
    """A term that occurs among the public cases."""

    term = models.CharField("term", max_length=60, primary_key=True)
    # In how many cases; kept by cases.search.indexing.index.
    cases = models.PositiveIntegerField("aantal voorbeelden")
    # In how many of these it stands in a name, the summary or a party; kept by cases.search.indexing.index.
    prominent = models.PositiveIntegerField("waarvan vooraan", default=0)
    # The words it was written as, each with in how many cases (search.language.forms); empty: no reader may see any.
    forms = models.TextField("woorden", blank=True)

    class Meta:
        verbose_name = "zoekterm"
        verbose_name_plural = "zoektermen"

    def __str__(self) -> str:
        return self.term
