"""What somebody who is typing may be looking for, by name."""

from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.text import slugify

from cases.models import Initiative, PublishedCase, Question, Term, Theme
from cases.models.querysets import NEWEST_KNOWLEDGE
from gouden.web.text.cleaning import line
from municipalities.models import Municipality, Organisation

# Fewer signs say too little.
LEAST = 2
OF_EACH_KIND = 3


class Suggestion(NamedTuple):
    """A page by its kind and name."""

    kind: str
    name: str
    url: str
    is_case: bool = False


def suggestions(typed: str) -> list[Suggestion]:
    """Return the pages whose name has a word that begins with what was typed, at most three of a kind.

    Names that begin with it come first. Names are compared by their slugs, which hold neither accents nor capitals. One
    query a kind; none below two signs.
    """
    typed = line(typed).strip()
    slug = slugify(typed)
    if len(slug) < LEAST:
        return []
    today = timezone.localdate()
    exists = Q(valid_until=None) | Q(valid_until__gt=today)
    today_first = Case(When(exists & ~Q(valid_from__gt=today), then=Value(0)), default=Value(1)).asc()
    latest_first = F("valid_until").desc(nulls_first=True)
    named: list[tuple[str, QuerySet[Any]]] = [
        ("Thema", Theme.objects.public().order_by("position", "name")),
        ("Vraag", Question.objects.public().order_by("position", "question")),
        ("Begrip", Term.objects.public().order_by(Length("name"), "name")),
        ("Initiatief", Initiative.objects.public().order_by(Length("name"), "name")),
        ("Gemeente", Municipality.objects.order_by(today_first, latest_first, Length("name"), "name")),
        ("Organisatie", Organisation.objects.public().order_by(Length("name"), "name")),
    ]
    begins = Q(slug__startswith=slug) | Q(slug__contains=f"-{slug}")
    beginning = Case(When(slug__startswith=slug, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = [
        Suggestion(kind, str(row), row.get_absolute_url())
        for kind, rows in named
        for row in rows.filter(begins).order_by(beginning, *rows.query.order_by)[:OF_EACH_KIND]
    ]
    cases = PublishedCase.objects.filter(begins | Q(title__icontains=typed)).order_by(beginning, *NEWEST_KNOWLEDGE)
    return found + [
        Suggestion("Voorbeeld", case.title, case.get_absolute_url(), is_case=True)
        for case in cases.only("slug", "title")[:OF_EACH_KIND]
    ]
