"""A row that a version of a case names stays: what was saved stays readable, and to be restored."""

from django.db.models import Model

from cases.revisions.naming import versions_naming
from gouden.web.admin.base import GoudenAdmin


class NamedInVersionsMixin(GoudenAdmin):
    """Keeps a row that no other row uses any more, but a version of a case names."""

    def rows_using(self, row: Model) -> list[Model]:
        return super().rows_using(row) or list(versions_naming(row).values())
