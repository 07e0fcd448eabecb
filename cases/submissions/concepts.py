"""Turns what somebody shared into a draft that an editor goes on with."""

import re
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localdate, localtime

from cases import publishing
from cases.models import (
    Article,
    Case,
    CaseLink,
    CaseMunicipality,
    Citation,
    Participation,
    Publication,
    PublicationEvent,
    Submission,
)
from cases.submissions import verbs
from municipalities.models import Organisation

URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
TITLE_LENGTH = SLUG_LENGTH = 160


def take_up(*, submission: Submission, by: User) -> Case:
    """Make a draft of what was shared, in the sender's own words and with the submission as its source.

    Raises verbs.NotAllowed when that was done already, or when there is nothing to make a draft of.
    """
    if submission.kind not in Submission.CASES_TO_BE:
        raise verbs.WrongState(f"Van een {submission.get_kind_display()} komt geen concept.")
    with transaction.atomic():
        case = _case(submission, by)
        submission = verbs.take_up(submission=submission, case=case, by=by)
        _place_and_parties(case, submission)
        CaseLink.objects.bulk_create(CaseLink(case=case, url=url) for url in urls(submission.sources))
        Citation.objects.create(case=case, article=_source(submission), passage=_passage(submission))
        publishing.record_revision(case=case, by=by, note="Gemaakt van een inzending")
    return case


def urls(text: str) -> list[str]:
    """Return the web addresses in `text` that a link can hold, each once."""
    field = CaseLink._meta.get_field("url")
    return [url for url in dict.fromkeys(URL.findall(text)) if _fits(field, url)]


def _fits(field: Any, value: str) -> bool:
    try:
        field.run_validators(value)
    except ValidationError:
        return False
    return True


def _case(submission: Submission, by: User) -> Case:
    title = submission.title or f"{submission.municipality}, voorgedragen door {submission.organisation}"[:TITLE_LENGTH]
    known = submission.lifecycle != Case.Lifecycle.UNKNOWN
    nomination = submission.kind == Submission.Kind.NOMINATION
    return Case.objects.create(
        kind=Case.Kind.PORTRAIT if nomination else Case.Kind.PRACTICE,
        title=title,
        slug=_free_slug(title),
        summary=submission.summary,
        background=submission.background,
        approach=submission.message if nomination else submission.approach,
        results=submission.results,
        lessons=submission.lessons,
        lifecycle=submission.lifecycle,
        lifecycle_checked_on=localdate(submission.sent_at) if known else None,
        modified_by=by,
    )


def _place_and_parties(case: Case, submission: Submission) -> None:
    """Add the municipality, and the organisation when the catalogue knows it by this name."""
    if submission.municipality:
        CaseMunicipality.objects.create(case=case, municipality=submission.municipality)
    if known := Organisation.objects.filter(name__iexact=submission.organisation).first():
        nomination = submission.kind == Submission.Kind.NOMINATION
        role = Participation.Role.NOMINATOR if nomination else Participation.Role.EXECUTOR
        Participation.objects.create(case=case, organisation=known, role=role)


def _source(submission: Submission) -> Article:
    """Return the article that stands for what was shared in a year; it names nobody, so that no draft shows in it.

    Readers see it from the first of these cases on that is published.
    """
    year = localtime(submission.sent_at).year
    publication, _ = Publication.objects.get_or_create(
        slug=f"inzendingen-{year}",
        defaults={
            "title": "Inzendingen aan Gouden",
            "year": year,
            "note": "Wat mensen uit de praktijk zelf met de redactie deelden.",
        },
    )
    article, _ = Article.objects.get_or_create(
        slug=f"inzendingen-{year}", defaults={"title": "Ingezonden voorbeelden", "publication": publication}
    )
    return article


def _passage(submission: Submission) -> str:
    day = date_format(localtime(submission.sent_at), "j F Y")
    by = f"Ingezonden door {submission.organisation}" if submission.organisation else "Ingezonden"
    return f"{by} op {day}"


def _free_slug(title: str) -> str:
    """Return an address that no case has or ever had."""
    base = slugify(title)[: SLUG_LENGTH - 4].strip("-") or "inzending"
    for number in count(1):
        slug = base if number == 1 else f"{base}-{number}"
        taken = (
            Case.objects.filter(slug=slug).exists()
            or PublicationEvent.objects.filter(slug=slug, case__isnull=False).exists()
        )
        if not taken:
            return slug
    raise AssertionError
