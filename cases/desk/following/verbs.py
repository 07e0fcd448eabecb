"""What who follows does: ask, confirm by the link in the mail, change and stop."""

import calendar
import datetime
import logging
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.desk.following.choices import FollowedChoice
from cases.editorial import mail
from cases.models import CatalogueState, Follow, OutgoingMail
from gouden.web.http.links import absolute
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# How long an address that was not confirmed is kept.
UNCONFIRMED = datetime.timedelta(days=2)
# As many choices as one mailbox follows.
MOST = 50
WEEK = datetime.timedelta(days=7)


class TooManyFollowed(Exception):
    """The mailbox follows as much as it may; the text says so in Dutch."""


def ask(*, email: str, choice: FollowedChoice, rhythm: Follow.Rhythm) -> None:
    """Mail this address the link with which it follows `choice`; who follows it already gets the link to change that.

    Who asks cannot tell one from the other. Raises TooOften when the mailbox, or all together, had as much mail as they
    may; then nothing is kept.
    """
    with transaction.atomic():
        follow, _ = Follow.objects.select_for_update().get_or_create(
            email=email.strip().lower(), query=choice.query, defaults={"rhythm": rhythm}
        )
        if follow.confirmed_at:
            template = "follow_known"
        else:
            template = "follow_confirm"
            follow.rhythm, follow.asked_at = rhythm, timezone.now()
            follow.save(update_fields=["rhythm", "asked_at"])
        mail.ask_to_confirm(to=follow.email, link=absolute(follow.get_absolute_url()), template=template)
        _log("ask to follow", follow, follow.rhythm)


def confirm(*, follow: Follow) -> Follow:
    """The address is that of who follows: what changes from now on is mailed. Once more changes nothing.

    Raises TooManyFollowed.
    """
    with transaction.atomic():
        follow = Follow.objects.select_for_update().get(pk=follow.pk)
        if follow.confirmed_at:
            return follow
        if Follow.objects.filter(email=follow.email).exclude(confirmed_at=None).count() >= MOST:
            raise TooManyFollowed(f"U volgt al {MOST} keuzes. Stop er eerst een, met de link onderaan een mail ervan.")
        now = timezone.now()
        follow.confirmed_at = follow.looked_at = now
        follow.seen, follow.due_at = CatalogueState.counters().number, next_time(follow, now)
        follow.save(update_fields=["confirmed_at", "looked_at", "seen", "due_at"])
        _log("confirm follow", follow, follow.rhythm)
    return follow


def change(*, follow: Follow, rhythm: Follow.Rhythm) -> Follow:
    """Mail it as often as `rhythm` says, counted from the last time."""
    with transaction.atomic():
        follow = Follow.objects.select_for_update().get(pk=follow.pk)
        follow.rhythm = rhythm
        if follow.looked_at:
            follow.due_at = next_time(follow, follow.looked_at)
        follow.save(update_fields=["rhythm", "due_at"])
        _log("change follow", follow, rhythm)
    return follow


def stop(*, token: str) -> int:
    """Erase who follows by this link, and the mail that still waits; return how many that were: one, or none."""
    with transaction.atomic():
        follow = Follow.objects.select_for_update().filter(token=token).first()
        if follow is None:
            return 0
        erase(follow)
        _log("stop follow", follow, "erased")
    return 1


def erase_unconfirmed() -> int:
    """Erase who did not confirm in time, and return how many those were."""
    late = Follow.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED)
    number = 0
    for pk in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            # It may have been confirmed, or asked for anew, just now.
            if follow := late.select_for_update().filter(pk=pk).first():
                erase(follow)
                number += 1
    return number


def erase(follow: Follow) -> None:
    """Erase a row, and the mails that wait with its link in them."""
    OutgoingMail.objects.filter(to=follow.email, body__contains=follow.token).delete()
    Follow.objects.filter(pk=follow.pk).delete()


def mails() -> Q:
    """Return what tells the mails to who follows, or asked to, from all other: what these say is theirs alone."""
    ended = mail.write("follow_ended", {}).subject
    return ~Q(unsubscribe_url="") | Q(body__contains=absolute(reverse("follow"))) | Q(subject=ended)


def by_token(token: str) -> Follow | None:
    """Return who follows by this link; None for a link that never worked, or works no more."""
    return Follow.objects.filter(token=token).first()


def everything_of(email: str) -> list[dict[str, Any]]:
    """Return all that is kept of who follows with this address, as data to hand over."""
    return [export(follow) for follow in Follow.objects.filter(email__iexact=email)] if email else []


def export(follow: Follow) -> dict[str, Any]:
    """Return all that is kept of one row, by its Dutch names."""
    left_out = {"id", "token"}
    fields = [field for field in Follow._meta.concrete_fields if field.name not in left_out]
    return {str(field.verbose_name): getattr(follow, field.name) for field in fields}


def unsubscribe_url(follow: Follow) -> str:
    """Return where one click of a mail program stops it (RFC 8058)."""
    return absolute(reverse("follow-stop", args=[follow.token]))


def next_time(follow: Follow, after: datetime.datetime) -> datetime.datetime:
    """Return when its turn comes again after `after`: a week later, or on that day of the next month."""
    return after + WEEK if follow.rhythm == Follow.Rhythm.WEEKLY else a_month_later(after)


def a_month_later(moment: datetime.datetime) -> datetime.datetime:
    """Return the same hour on the same day of the next month, or on its last day where it is shorter."""
    local = timezone.localtime(moment)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return local.replace(year=year, month=month, day=min(local.day, calendar.monthrange(year, month)[1]))


def _log(action: str, follow: Follow, result: str) -> None:
    """Log what was done; of whom, nobody needs to know."""
    pk = follow.pk
    transaction.on_commit(
        lambda: logger.info("follow: %s", action, extra=event(action, f"follow {pk}", result, "visitor"))
    )
