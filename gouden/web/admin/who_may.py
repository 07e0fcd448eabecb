"""What somebody may do, or else who can: the wording of every message that tells an editor to do something."""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Count
from django.utils.text import capfirst


def may(user: User | None, permission: str) -> bool:
    """Whether `user` holds `permission`, written as app and codename; None is the system, which may all."""
    return user is None or user.has_perm(permission)


def who_may(user: User | None, permission: str, doing: str) -> str:
    """Return in Dutch that `user` can do something, or else who can: 'Een eindredacteur kan het intrekken.'

    `doing` comes after 'kan', as 'het intrekken'. Of several groups the one that may least is named.
    """
    if may(user, permission):
        return f"U kunt {doing}."
    return f"{capfirst(_lowest_group(permission))} kan {doing}."


def may_not(user: User, permission: str, doing: str) -> str:
    """Return in Dutch that `user` may not do this ('wijzigen'), and who can, where that is for want of `permission`."""
    text = f"U mag dit niet {doing}."
    return text if may(user, permission) else f"{text} {who_may(user, permission, f'dit {doing}')}"


def _lowest_group(permission: str) -> str:
    app, _, codename = permission.partition(".")
    holding = Permission.objects.filter(content_type__app_label=app, codename=codename).values("group")
    groups = Group.objects.filter(pk__in=holding).annotate(number=Count("permissions")).order_by("number", "pk")
    group = groups.first()
    return f"een {group.name}" if group else "alleen een beheerder met alle rechten"
