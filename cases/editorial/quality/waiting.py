"""How much waits for an editor, as the start page shows it."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Count, Model

from cases.editorial.quality.attention import ATTENTION, GROUPS, Attention, Viewpoint


class Waiting(NamedTuple):
    """How many rows of `model` ask for this attention."""

    model: type[Model]
    attention: Attention
    number: int


def waiting(moment: Viewpoint) -> list[tuple[str, list[Waiting]]]:
    """Return, group by group, how much waits in the lists this user may look at. One query a model."""
    found = [one for model, kinds in ATTENTION.items() if _may_view(moment.user, model) for one in _of(model, moment)]
    groups = [(group, [one for one in found if one.attention.group == group]) for group in GROUPS]
    return [(group, rows) for group, rows in groups if rows]


def _may_view(user: User, model: type[Model]) -> bool:
    opts = model._meta
    return any(user.has_perm(f"{opts.app_label}.{act}_{opts.model_name}") for act in ("view", "change"))


def _of(model: type[Model], moment: Viewpoint) -> list[Waiting]:
    kinds = ATTENTION[model]
    counts = {f"kind_{number}": Count("pk", filter=kind.condition(moment)) for number, kind in enumerate(kinds)}
    counted = model._default_manager.aggregate(**counts)
    return [Waiting(model, kind, counted[f"kind_{number}"]) for number, kind in enumerate(kinds)]
