"""What a case may lack, each as a condition on the rows: the same one counts, filters and advises.

Without joins, so that conditions can be counted side by side in one query.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import F, Q

from cases.fields import SECTIONS, Field, Section, Snapshot, definition
from cases.models import Case, Citation, Claim, Mailbox, SilentSection

NO_SOURCE = ~Q(pk__in=Citation.objects.values("case"))
FIGURE_WITHOUT_ARTICLE = Q(
    pk__in=Claim.objects.filter(Q(article=None) | Q(passage=""), value__isnull=False).order_by().values("case")
)
NO_MAILBOX = Q(contact=None) | Q(contact__contact_mailbox="") & ~Q(
    contact__in=Mailbox.objects.exclude(organisation=None).order_by().values("organisation")
)
PUT_AWAY = Q(state__in=[Case.State.WITHDRAWN, Case.State.ARCHIVED, Case.State.BINNED])

# Of a ProbableDuplicate: neither of the two is in the bin.
BOTH_IN_USE = ~Q(a__state=Case.State.BINNED) & ~Q(b__state=Case.State.BINNED)

# Of a LinkCheck: on more than one day.
LINK_FAILS = Q(failed_on__gt=F("failing_since"))


class Criterion(NamedTuple):
    """Something a complete case has: at which field of its form, what to say when it is not there, and when that is."""

    field: str
    message: str
    missing: Q


def _empty(field: Field) -> Q:
    """Return when nothing is filled in for `field`."""
    if isinstance(field.part, Section):
        # The sources say nothing about it: there is nothing to write.
        silent = SilentSection.objects.filter(section=field.part.public).order_by().values("case")
        return Q(**{field.name: ""}) & ~Q(pk__in=silent)
    if field.row:
        return ~Q(pk__in=field.row.model._default_manager.order_by().values("case"))
    return Q(**{field.name: field.default})


EMPTY_SECTION = reduce(or_, (_empty(definition(Snapshot)[name]) for name in SECTIONS))
CRITERIA = [
    *(Criterion(name, field.wanted, _empty(field)) for name, field in definition(Snapshot).items() if field.wanted),
    Criterion(
        "contact",
        "De organisatie om bij na te vragen heeft geen mailbox en geen contactpagina.",
        Q(contact__contact_mailbox="", contact__contact_page=""),
    ),
]
