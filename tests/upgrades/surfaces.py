"""An address of every kind that readers and partners can ask for, in whatever database is in use."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Model, Q
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.editorial import inquiries, inquiry_rounds, preview_links
from cases.models import (
    Adoption,
    BoardQuestion,
    Case,
    Element,
    Follow,
    Initiative,
    Inquiry,
    InquiryRound,
    Obstacle,
    PassedQuestion,
    Publication,
    PublishedCase,
    PublishedClaim,
    Question,
    Revision,
    Submission,
    Term,
    Theme,
)
from cases.submissions import passing_on
from cases.submissions.verbs import confirmation_link
from municipalities.models import Municipality, Organisation, Province, Region

# What the address needs besides its path.
QUERIES = {
    "suggestions": "?zoek=bewoners",
    "choose-municipality": "?voor=0197",
    "missed": "?zoek=babbelbox",
    "api-export": "?formaat=csv",
}
# Other ways to ask the same.
MORE = [
    "/praktijkvoorbeelden/?zoek=bewoners&voor=0197&sorteer=past-bij",
    "/api/v1/praktijkvoorbeelden?zoek=bewoners&pageSize=5",
    "/api/v1/praktijkvoorbeelden/_export",
    "/healthz",
    "/readyz",
]


def names(patterns: list[Any] | None = None) -> Iterator[str]:
    """Yield the name of every address outside the admin."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        elif isinstance(pattern, URLResolver) and pattern.app_name != "admin":
            yield from names(pattern.url_patterns)


def first(model: type[Model], **conditions: Any) -> Any:
    return model._default_manager.filter(**conditions).order_by("pk")[0]


def addresses() -> dict[str, str]:
    """Return an address for each name. There must be a started and an unconfirmed submission, an inquiry, a
    question that was passed on and one on the board, and somebody who follows."""
    started, unconfirmed = first(Submission, state="begonnen"), first(Submission, state="te-bevestigen")
    case, draft = first(PublishedCase).slug, first(Case, state="concept")
    municipality = Municipality.objects.get(cbs_code="0197")
    arguments: dict[str, list[Any]] = {
        "case-detail": [case],
        "case-embed": [case],
        "case-citation": [case, "ris"],
        "case-picture": [case, "oud"],
        "dossier-citations": ["bib"],
        "note-file": ["docx"],
        "white-spots-file": ["onderwerpen-provincies"],
        "white-spots-column": ["onderwerpen-provincies", "PV25"],
        "report": [case],
        "adopt": [case],
        "api-adoption-detail": [first(Adoption).identifier],
        "case-question": [case],
        "board-question": [first(BoardQuestion).identifier],
        "board-answer": [first(BoardQuestion).identifier],
        "case-question-answer": [passing_on.token(first(PassedQuestion))],
        "api-case-detail": [case],
        "reading": [preview_links.token(Revision.objects.filter(case=draft)[0])],
        "inquiry-round": [inquiry_rounds.token(first(InquiryRound))],
        "inquiry": [inquiries.token(first(Inquiry))],
        "share-start": ["voordracht"],
        "share-step": [started.token, 2],
        "municipality-by-code": [municipality.cbs_code],
        "municipality-detail": [municipality.cbs_code, municipality.slug],
        "api-municipality-detail": [municipality.cbs_code],
        "api-province-detail": [first(Province).code],
        "identifier": ["praktijkvoorbeeld", first(PublishedCase).case.identifier],
        "identifier-data": ["thema", first(Theme).identifier],
        "statement-detail": [first(PublishedClaim).identifier],
        "api-statement-detail": [first(PublishedClaim).identifier],
    }
    for name in ("follow-own", "follow-stop", "follow-export"):
        arguments[name] = [first(Follow).token]
    for name in ("share-status", "share-check", "share-export", "share-erase"):
        arguments[name] = [started.token]
    for stem, model in {
        "initiative": Initiative,
        "theme": Theme,
        "obstacle": Obstacle,
        "element": Element,
        "term": Term,
        "question": Question,
        "publication": Publication,
        "province": Province,
        "region": Region,
        "organisation": Organisation,
    }.items():
        for name in (f"{stem}-detail", f"api-{stem}-detail"):
            arguments.setdefault(name, [first(model).slug])
    queries = QUERIES | dict.fromkeys(("dossier-citations", "note-file"), f"?v={case}")
    queries["oembed"] = f"?url={settings.GOUDEN_BASE_URL}{reverse('case-detail', args=[case])}"
    made = {
        name: reverse(name, args=arguments.get(name, [])) + queries.get(name, "")
        for name in names()
        if name != "share-confirm"
    }
    return made | {"share-confirm": confirmation_link(unconfirmed).partition("//")[2].partition("/")[2].join(["/", ""])}


def pages_of_cases() -> list[str]:
    """Return the page and the record of each portrait, and of the practices that editors of the dump were at."""
    return [
        f"{start}{slug}{end}"
        for slug in PublishedCase.objects.filter(Q(kind="portret") | Q(revision__number__gt=1)).values_list(
            "slug", flat=True
        )
        for start, end in (("/praktijkvoorbeelden/", "/"), ("/api/v1/praktijkvoorbeelden/", ""))
    ]
