from django.db import models
from django.utils import timezone


class Tally(models.Model):
    """How often something was done by one address or for one mailbox, until a moment. Only its fingerprint is kept."""

    digest = models.CharField("vingerafdruk", max_length=64, primary_key=True)
    count = models.PositiveIntegerField("aantal", default=0)
    # Indexed: what is over is erased.
    until = models.DateTimeField("telt tot", db_index=True)
    # Written by each count before it reads, which locks the row on both databases.
    counted_at = models.DateTimeField("laatst geteld op", default=timezone.now)

    class Meta:
        verbose_name = "telling"
        verbose_name_plural = "tellingen"

    def __str__(self) -> str:
        return f"{self.count} tot {self.until:%d-%m-%Y %H.%M}"
