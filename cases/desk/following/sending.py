"""The mails to who follows: one at a time, in one transaction with what was seen, so that a kill costs nothing.

What is killed before the end of that transaction is done again by the next run; after it, the mail is in the queue
(`cases.editorial.mail`) and goes out under its one Message-ID.
"""

import logging
from collections import Counter
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.desk.following import choices, news, verbs
from cases.desk.following.choices import FollowedChoice
from cases.desk.following.news import CaseNews, FinalState
from cases.editorial import mail
from cases.models import CatalogueState, Follow
from gouden.web.http.links import absolute
from gouden.web.operations.logs import event
from gouden.web.text.dutch_text import enumeration
from gouden.web.text.sorting import name_key

logger = logging.getLogger(__name__)

# So many cases are named in a mail; the rest is counted, with the way to the list.
NAMED = 40
# Who is later than this had a standstill.
LATE = timedelta(days=1)


def send_due() -> int:
    """Mail who is due and for whom something changed, at most one mail each; return how many.

    Bounded by time: who is left comes first in the next run. So does who could not be mailed, and keeps nobody else.
    """
    run = Run(CatalogueState.counters().number)
    due = Follow.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    end = timezone.now() + mail.A_RUN
    sent = 0
    for pk, query, seen in list(due.values_list("pk", "query", "seen")):
        try:
            # A search may ask another machine: who waits for that holds no lock.
            run.told(query, seen)
            with transaction.atomic():
                # Another run may have been first, or the reader stopped.
                follow = due.select_for_update().filter(pk=pk).first()
                mailed = bool(follow and run.look(follow))
            sent += mailed
        except Exception:
            logger.exception("follow", extra=event("mail follow", f"follow {pk}", "failed"))
        if timezone.now() >= end:
            break
    return sent


class Run:
    """One run: it looks no further than event `until`, and works out once what several follow."""

    def __init__(self, until: int) -> None:
        self.until = until
        self._news: dict[int, dict[int, CaseNews]] = {}
        self._choices: dict[str, FollowedChoice | None] = {}
        self._told: dict[tuple[str, int], list[CaseNews] | None] = {}

    def look(self, follow: Follow) -> bool:
        """Mail what changed of what this one follows since the last time; return whether anything did."""
        choice, told = self._choice(follow.query), self.told(follow.query, follow.seen)
        if choice is None or told is None:
            _end(follow)
            return True
        now, last = timezone.now(), follow.looked_at
        follow.seen, follow.looked_at = max(self.until, follow.seen), now
        # Its own day and hour; after a standstill from now on.
        assert follow.due_at is not None  # noqa: S101  # as it is due
        follow.due_at = verbs.next_time(follow, now if now - follow.due_at > LATE else follow.due_at)
        if told:
            follow.mailed_at = now
            mail.send(
                to=follow.email,
                text=mail.write("follow_news", _context(follow, choice, told) | {"since": last}),
                unsubscribe_url=verbs.unsubscribe_url(follow),
            )
        follow.save(update_fields=["seen", "looked_at", "due_at", "mailed_at"])
        _log(follow, "mailed" if told else "nothing new")
        return bool(told)

    def told(self, query: str, seen: int) -> list[CaseNews] | None:
        """Return what changed after event `seen` among what these parameters find; None where they find no more."""
        if (query, seen) not in self._told:
            choice, known = self._choice(query), self._since(seen)
            self._told[query, seen] = None if choice is None else [known[case] for case in choice.among(known.keys())]
        return self._told[query, seen]

    def _choice(self, query: str) -> FollowedChoice | None:
        if query not in self._choices:
            self._choices[query] = choices.stored(query)
        return self._choices[query]

    def _since(self, seen: int) -> dict[int, CaseNews]:
        if seen not in self._news:
            self._news[seen] = news.since(seen, self.until)
        return self._news[seen]


def _end(follow: Follow) -> None:
    """Say that what was followed is no more, and erase who did: what else its list would find was not asked for."""
    verbs.erase(follow)
    mail.send(to=follow.email, text=mail.write("follow_ended", {}))
    _log(follow, "ended")


def _context(follow: Follow, choice: FollowedChoice, told: list[CaseNews]) -> dict[str, Any]:
    """Return what the mail says: by state, in the order of FinalState, each case by its title."""
    in_order = sorted(told, key=lambda one: (list(FinalState).index(one.state), name_key(one.title)))
    numbers = Counter(one.state for one in in_order)
    named = groupby(in_order[:NAMED], key=lambda one: one.state)
    return {
        "counted": enumeration(f"{numbers[state]} {state.counted}" for state in FinalState if numbers[state]),
        "one": in_order[0].state if choice.case else "",
        "words": choice.words,
        "groups": [(state.value, [(one, absolute(one.path)) for one in found]) for state, found in named],
        "more": max(len(in_order) - NAMED, 0),
        "page": absolute(choice.path),
        "rhythm": follow.get_rhythm_display(),
        "link": absolute(follow.get_absolute_url()),
    }


def _log(follow: Follow, result: str) -> None:
    """Log what was done; for whom, nobody needs to know."""
    pk = follow.pk
    transaction.on_commit(lambda: logger.info("follow", extra=event("mail follow", f"follow {pk}", result)))
