"""What the feed of changes tells of: cases, or whatever else is asked for."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet

from cases.api.selection import CARD, select
from cases.models import PublicationEvent, PublishedCase
from cases.publishing.public import SUBJECTS
from municipalities.models import Municipality, Province
from municipalities.querysets import public_rows

ALL = "alles"
MODELS = {subject.value: model for model, subject in SUBJECTS.items()}
# By which column a row that goes by a code is found; every other one by its identifier.
CODES: dict[type[Model], str] = {Municipality: "cbs_code", Province: "code"}


class EventFilter(django_filters.FilterSet):
    """Which events: those of cases, unless something else is asked for."""

    betreft = django_filters.MultipleChoiceFilter(
        method="about",
        choices=[*PublicationEvent.Subject.choices, (ALL, ALL)],
        label="Betreft",
        help_text="Waarvan u de gebeurtenissen wilt: zoals thema of organisatie, of alles. Herhaal hem voor meer. "
        "Zonder deze parameter zijn het die van praktijkvoorbeelden.",
    )

    def about(self, queryset: QuerySet[PublicationEvent], name: str, value: list[str]) -> QuerySet[PublicationEvent]:
        return queryset if ALL in value else queryset.filter(subject__in=value)

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("betreft") else found.filter(subject=PublicationEvent.Subject.CASE)


def put_current_cases(events: list[Any], names: tuple[str, ...]) -> None:
    """Give each event these keys of its case as that is public now; None: it is not, or the event is of another row.

    The slug goes with it, so that an event says one thing. One query.
    """
    cases = {event.case_id for event in events if event.case_id}
    column = "card" if CARD.issuperset(names) else "record"
    rows = PublishedCase.objects.filter(pk__in=cases).order_by().values_list("pk", "slug", column)
    now = {pk: (slug, select(row, names)) for pk, slug, row in rows}
    for event in events:
        slug, event.current_case = now.get(event.case_id, (None, None))
        if event.case_id:
            event.current_slug = slug


def put_current_slugs(events: list[Any]) -> None:
    """Give each event of a reference row the slug under which that is public now; None: it is not. A query a kind."""
    for subject, model in MODELS.items():
        if not (about := [event for event in events if event.subject == subject]):
            continue
        column = CODES.get(model, "identifier")
        keys = {event.identifier.removeprefix("GM") for event in about}
        slugs = public_rows(model).filter(**{f"{column}__in": keys}).values_list(column, "slug")
        now = {str(key): slug for key, slug in slugs}
        for event in about:
            event.current_slug = now.get(event.identifier.removeprefix("GM"))
