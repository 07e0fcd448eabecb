"""A verb as an editor asks for it: done to the case as it was looked at, and kept in its history."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction

from cases.models import Case
from cases.publishing.public import lock
from cases.publishing.rules import NotPublishable, in_words
from cases.publishing.transitions import TRANSITIONS, NotAllowed
from cases.publishing.verbs import (
    archive,
    erase,
    publish,
    reopen,
    send_back,
    submit,
    take_back,
    throw_away,
    withdraw,
)

CHANGES = (submit, send_back, publish, withdraw, archive, reopen, throw_away, take_back, erase)
VERBS: dict[str, Callable[..., object]] = {verb.__name__: verb for verb in CHANGES}


def act(verb: str, case: int, *, by: User, version: int | None, state: str, logged: str, said: dict[str, Any]) -> bool:
    """Do `verb` to the case with this key, of which `by` saw a version in a state; return whether readers see a change.

    `said` is what the verb asks beside the case, `logged` what the history of the case keeps. Raises
    Case.DoesNotExist, NotPublishable, and NotAllowed also when the case has got another state since.
    """
    seen = {"seen": version} if TRANSITIONS[verb].looked_at else {}
    with transaction.atomic():
        before = lock().version
        row = Case.objects.select_for_update().get(pk=case)
        if version is not None and row.state != state:
            raise NotAllowed(f"Dit is intussen {row.get_state_display()}. Bekijk eerst hoe het er nu staat.")
        # Before it is done: of what is erased nothing is left to name.
        flag = DELETION if verb == "erase" else CHANGE
        LogEntry.objects.log_actions(by.pk, Case.objects.filter(pk=case), flag, logged, single_object=True)
        VERBS[verb](case=row, by=by, **seen, **said)
        return lock().version != before


def why_not(action: Callable[[], object]) -> str:
    """Do `action` to a case and return in Dutch why that cannot be; empty: it was done."""
    try:
        action()
    except NotAllowed as error:
        return str(error)
    except NotPublishable as error:
        return " ".join(in_words(error.problems))
    except Case.DoesNotExist:
        return "Het bestaat niet meer."
    return ""
