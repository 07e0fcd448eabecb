"""What the start page of the editors shows."""

from typing import Any, NamedTuple

from django import template
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cases.editorial.quality.attention import PARAMETER, Viewpoint
from cases.editorial.quality.waiting import waiting

register = template.Library()


class WaitingRow(NamedTuple):
    """A line of the start page: the number leads to the list it counts."""

    label: str
    number: int
    url: str


@register.simple_tag
def what_waits(user: User) -> list[tuple[str, list[WaitingRow]]]:
    """Return what waits for `user`, group by group."""
    groups = waiting(Viewpoint(user, timezone.localdate()))
    return [(group, [_row(one) for one in rows]) for group, rows in groups]


def _row(one: Any) -> WaitingRow:
    opts = one.model._meta
    changelist = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return WaitingRow(one.attention.label, one.number, f"{changelist}?{PARAMETER}={one.attention.name}")
