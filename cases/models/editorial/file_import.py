from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gouden.web.forms.model_fields import CleanCharField, CleanTextField


class FileImport(models.Model):
    """A file that an editor read in, or the undoing of one: what it did to which rows."""

    class State(models.TextChoices):
        CHECKING = "nakijken", "wordt nagekeken"
        WRONG = "fout", "niet ingelezen"
        READY = "klaar", "nagekeken, wacht op u"
        RUNNING = "bezig", "bezig"
        DONE = "gedaan", "ingelezen"
        TAKING_BACK = "terugdraaien", "wordt teruggedraaid"
        TAKEN_BACK = "teruggedraaid", "teruggedraaid, niets ingelezen"

    # The label of the model, as in `cases.Case`.
    kind = models.CharField("soort", max_length=40)
    name = CleanCharField("bestand", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="door", related_name="+")
    at = models.DateTimeField("op", default=timezone.now)
    state = models.CharField("stand", max_length=14, choices=State, default=State.DONE)
    undoes = models.ForeignKey(
        "self", models.PROTECT, verbose_name="maakt ongedaan", related_name="undone_by", null=True, blank=True
    )
    # What is wrong with it: rows of a line, a column and a message.
    errors = models.JSONField("fouten", default=list, blank=True)
    number_of_errors = models.PositiveIntegerField("aantal fouten", default=0)

    class Meta:
        verbose_name = "ingelezen bestand"
        verbose_name_plural = "ingelezen bestanden"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ongedaan gemaakt" if self.undoes_id else self.name


class FileImportRow(models.Model):
    """What a file that was read in did to one row, in the texts of its cells."""

    class Status(models.TextChoices):
        WAITING = "wacht", "nog niet ingelezen"
        NEW = "nieuw", "nieuw"
        CHANGED = "gewijzigd", "gewijzigd"
        SAME = "zelfde", "ongewijzigd"
        REMOVED = "weg", "weggehaald"
        LEFT = "gelaten", "gelaten zoals het was"

    belongs_to = "file_import"

    file_import = models.ForeignKey(
        FileImport, models.CASCADE, verbose_name="ingelezen bestand", related_name="rows", db_index=False
    )
    line = models.PositiveIntegerField("rij")
    status = models.CharField("wat ermee gebeurde", max_length=10, choices=Status)
    # Of the row it is about, and what that was called: it may be gone.
    key = models.BigIntegerField("nummer", null=True, blank=True)
    label = CleanCharField("wat", max_length=250, blank=True)
    # By the names of the fields: of a new row all that it says, of others what changed.
    before = models.JSONField("was", default=dict, blank=True)
    after = models.JSONField("werd", default=dict, blank=True)
    # Of a case, or the case of a claim: the numbers of its versions.
    version_before = models.PositiveIntegerField("versie ervoor", null=True, blank=True)
    version_after = models.PositiveIntegerField("versie erna", null=True, blank=True)
    why = CleanTextField("waarom", blank=True)
    # Until it is read in: its cells, by the names of the columns; what would become of it, as it was shown; and whether
    # the file's text is taken where a colleague changed the same.
    cells = models.JSONField("cellen", default=dict, blank=True)
    plan = models.JSONField("wat het zou worden", default=dict, blank=True)
    takes_file = models.BooleanField("neemt het bestand", null=True, blank=True)

    class Meta:
        verbose_name = "ingelezen rij"
        verbose_name_plural = "ingelezen rijen"
        ordering = ["file_import", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["file_import", "line"],
                name="file_import_line_once",
                violation_error_message="Deze rij is er al.",
            ),
            models.CheckConstraint(
                condition=Q(key__isnull=False) | Q(status__in=["wacht", "gelaten"]),
                name="file_import_row_known_when_done",
                violation_error_message="Wat gedaan is, is aan een rij gedaan.",
            ),
        ]

    def __str__(self) -> str:
        return f"rij {self.line}: {self.label}"
