"""Which versions of cases name a row: what was saved stays readable, and to be restored."""

from django.db.models import Model, TextField
from django.db.models.functions import Cast

from cases.models import Revision
from cases.revisions.references import KEYS
from cases.revisions.snapshot import named_in, read


def versions_naming(row: Model) -> dict[int, Model]:
    """Return the latest version that names `row`, by the case it is of."""
    key = str(getattr(row, KEYS.get(type(row), "slug"), ""))
    found: dict[int, Model] = {}
    if not key:
        return found
    # The text tells quickly where it may be; it may also be the key of another kind of row.
    texts = Revision.objects.annotate(text=Cast("snapshot", TextField())).filter(text__contains=f'"{key}"')
    for revision in texts.select_related("case").order_by("-number").iterator():
        if revision.case_id not in found and (type(row), key) in set(named_in(read(revision.snapshot))):
            found[revision.case_id] = revision
    return found
