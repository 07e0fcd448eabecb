"""What a case may lack, each as a condition on the rows: the same one counts, filters and advises.

Without joins, so that conditions can be counted side by side in one query.
"""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.text import capfirst

from cases.models import Case, Citation, Claim
from cases.snapshot import SECTIONS

NO_SOURCE = ~Q(pk__in=Citation.objects.values("case"))
FIGURE_WITHOUT_ARTICLE = Q(
    pk__in=Claim.objects.filter(Q(article=None) | Q(passage=""), value__isnull=False).order_by().values("case")
)
EMPTY_SECTION = reduce(or_, (Q(**{name: ""}) for name in SECTIONS))
NO_MAILBOX = Q(contact=None) | Q(contact__contact_mailbox="")
PUT_AWAY = Q(state__in=[Case.State.WITHDRAWN, Case.State.ARCHIVED])

# Of a LinkCheck: on more than one day.
LINK_FAILS = Q(failed_on__gt=F("failing_since"))


class Criterion(NamedTuple):
    """Something a complete case has: at which field of its form, what to say when it is not there, and when that is."""

    field: str
    message: str
    missing: Q


def _section(name: str) -> Criterion:
    field: Any = Case._meta.get_field(name)
    return Criterion(name, f"{capfirst(field.verbose_name)} is nog leeg. {field.help_text}", Q(**{name: ""}))


CRITERIA = [
    *(_section(name) for name in SECTIONS),
    Criterion("lifecycle", "Het is niet bekend of het nog loopt.", Q(lifecycle=Case.Lifecycle.UNKNOWN)),
    Criterion("contact", "Het is niet bekend bij wie een lezer kan navragen.", Q(contact=None)),
    Criterion(
        "contact",
        "De organisatie om bij na te vragen heeft geen mailbox en geen contactpagina.",
        Q(contact__contact_mailbox="", contact__contact_page=""),
    ),
    Criterion(
        "claims",
        "Er staan nog geen uitspraken: wat leverde het op, en wie zegt dat?",
        ~Q(pk__in=Claim.objects.order_by().values("case")),
    ),
]
