from django.db import models

from municipalities.querysets import ReferenceQuerySet


class ReferenceRow(models.Model):
    """A row that cases refer to: readers see it from its first publication on, as it stands in its table."""

    # Empty: no reader ever saw it. Set by the verbs of cases.publishing.
    published_at = models.DateTimeField("openbaar sinds", null=True, blank=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "submit", "publish")

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.published_at is not None
