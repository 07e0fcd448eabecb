"""What in a text leads to one sender, and taking that out of what the house itself wrote: logs, jobs, notes, files."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, Q

from cases.jobs.kinds import STEPS_DONE
from cases.models import (
    Case,
    Claim,
    FileImport,
    FileImportRow,
    Job,
    MissedSearch,
    Revision,
    Submission,
    SubmissionNote,
    Upload,
)
from gouden.accounts.session_store import SessionStore

ERASED = "[gewist]"
# A shorter title is a word that others use too; rows about a submission or its concept are found by their keys.
TELLING = 8


@dataclass(frozen=True)
class Traces:
    """The strings that tell who somebody is: address, full name, tokens, and what that person's work was called."""

    strings: tuple[str, ...]

    @classmethod
    def of(cls, email: str, submissions: Iterable[Submission], erased: Iterable[Case]) -> "Traces":
        """Return those of the sender of these submissions, of which these cases will be erased."""
        found = {email, *(title for title in (case.title for case in erased) if len(title) >= TELLING)}
        for one in submissions:
            found |= {one.token, one.email}
            # A first name alone is of many.
            found |= {one.name} if " " in one.name else set()
            found |= {one.title} if len(one.title) >= TELLING else set()
        return cls(tuple(sorted(found - {""}, key=len, reverse=True)))

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.strings)), re.IGNORECASE)

    def are_in(self, text: str) -> bool:
        return bool(self.pattern.search(text))

    def out_of(self, value: Any) -> Any:
        """Return a text, or the texts in lists and dictionaries, with ERASED in the place of each trace."""
        if isinstance(value, str):
            return self.pattern.sub(ERASED, value)
        if isinstance(value, list):
            return [self.out_of(one) for one in value]
        return {key: self.out_of(one) for key, one in value.items()} if isinstance(value, dict) else value


# What editors and the machine write about what came in.
WRITTEN: list[tuple[type[Model], tuple[str, ...]]] = [
    (LogEntry, ("object_repr", "change_message")),
    (Job, ("subject", "arguments", "failures", "outcome")),
    (SubmissionNote, ("text",)),
    (Case, ("review_note",)),
    (Revision, ("note",)),
    (FileImport, ("name", "errors")),
    (FileImportRow, ("label", "before", "after", "why", "cells", "plan")),
]


def erase_written(traces: Traces) -> int:
    """Take the traces out of everything written about this person's work; return how many rows held one."""
    number = 0
    for model, names in WRITTEN:
        for row in model._default_manager.order_by("pk").only(*names).iterator():
            changed = [name for name in names if traces.out_of(getattr(row, name)) != getattr(row, name)]
            for name in changed:
                setattr(row, name, traces.out_of(getattr(row, name)))
            if changed:
                row.save(update_fields=changed)
                number += 1
    return number + _searches(traces) + _said_to_editors(traces)


def erase_log_of(model: type[Model], keys: Iterable[int]) -> int:
    """Empty what the admin's log says of these rows, which are gone, and return of how many lines."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    return entries.update(object_repr=ERASED, change_message="")


def erase_rows_of_files(cases: Iterable[Case]) -> int:
    """Empty what is kept of the rows that files put into these cases and their claims, and return of how many."""
    keys = [case.pk for case in cases]
    claims = Claim.objects.filter(case__in=keys).values("pk")
    rows = FileImportRow.objects.filter(file_import__kind=Case._meta.label, key__in=keys)
    rows |= FileImportRow.objects.filter(file_import__kind=Claim._meta.label, key__in=claims)
    return rows.update(label=ERASED, before={}, after={}, why="", cells={}, plan={})


def erase_steps_of(cases: Iterable[Case]) -> int:
    """Erase from jobs what was said of these cases before and after what was done to them; nobody takes that back."""
    keys, number = {case.pk for case in cases}, 0
    steps = {STEPS_DONE: Q(arguments__has_key=STEPS_DONE), "cases": Q(arguments__has_key="undoes")}
    for name, holding in steps.items():
        for job in Job.objects.filter(holding).iterator():
            emptied = [_emptied(step) if step[0] in keys else step for step in job.arguments[name]]
            if emptied != job.arguments[name]:
                job.arguments[name] = emptied
                job.save(update_fields=["arguments"])
                number += 1
    return number


def _emptied(step: list[Any]) -> list[Any]:
    key, title, before, after = step
    return [key, title, [*before[:3], []], [*after[:3], []]]


def erase_files(traces: Traces) -> int:
    """Erase the files that wait to be read in and hold a trace, and return how many."""
    held = [upload.pk for upload in Upload.objects.iterator() if traces.are_in(f"{upload.name}\n{_text_in(upload)}")]
    Upload.objects.filter(pk__in=held).delete()
    return len(held)


def _text_in(upload: Upload) -> str:
    """Return the text of a CSV, or of all that is packed in a workbook."""
    content = bytes(upload.content)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def _searches(traces: Traces) -> int:
    held = [row.pk for row in MissedSearch.objects.iterator() if traces.are_in(f"{row.searched}\n{row.message}")]
    MissedSearch.objects.filter(pk__in=held).delete()
    return len(held)


def _said_to_editors(traces: Traces) -> int:
    """Take away the messages that wait in a session for an editor's next page and hold a trace."""
    number = 0
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if traces.are_in(str(data.get("_messages", ""))):
            del data["_messages"]
            session.session_data = SessionStore().encode(data)
            session.save(update_fields=["session_data"])
            number += 1
    return number
