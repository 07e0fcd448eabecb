"""The kinds of filter that `filters` declares: what each case holds of one, and how a list shows it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, NamedTuple, TypedDict, Unpack

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from drf_spectacular.drainage import set_override

from cases.models import PublishedCase
from cases.search import has_no_words
from gouden.web.text.cleaning import line
from municipalities.querysets import public_rows

# What a case can hold of a filter: the key of a row, a choice, a year; None where a column is empty.
type Value = str | int | None

FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_WORDS = "Hierin staat geen woord. Zoek met een woord van minstens twee letters, of met een getal."


class FilterOptions(TypedDict, total=False):
    """What django-filter is told of a filter."""

    field_name: str
    label: str
    help_text: str
    method: str
    max_length: int
    choices: Sequence[tuple[str, str | Promise]]
    queryset: QuerySet[models.Model]
    to_field_name: str


class Noun(NamedTuple):
    """What the sentence over a list counts, with the relative pronoun of one."""

    one: str
    more: str
    relative: str


class ListAppearance(TypedDict, total=False):
    """How a list shows a filter.

    In the sentence over a list `said` comes before its values, in the order in which filters are declared, those that
    are typed last; `small` values begin with a small letter there, and what a reader typed or is a phrase by itself is
    `quoted`. By value, `nouns` are what the sentence counts when one is chosen, and `closing` is how it ends, for one
    and for more. `facet` is its place among the facets, from 1; 0: it is none. `opened` facets show their values at
    once, those `in_kinds` under a heading for each kind of row. `in_title` comes before its values in the title of the
    page; by itself its label does. What is `superseded_by` another parameter is left to the API, where it is marked
    deprecated; the site leads its addresses to the other. `explained` says what its values mean, above them.
    """

    said: str
    small: bool
    quoted: bool
    nouns: Mapping[str, Noun]
    closing: Mapping[str, tuple[str, str]]
    facet: int
    opened: bool
    in_kinds: bool
    in_title: str
    superseded_by: str
    explained: str


class FilterDeclaration(FilterOptions, ListAppearance):
    """All that can be told of a filter."""


class ListFilter(django_filters.Filter):
    """A filter that a list shows as `ListAppearance` says."""

    # Whether its value is typed and not one of those that are offered.
    typed: ClassVar[bool] = False

    def __init__(self, **told: Unpack[FilterDeclaration]) -> None:
        self.said, self.small, self.quoted = told.pop("said", ""), told.pop("small", False), told.pop("quoted", False)
        self.nouns, self.closing = told.pop("nouns", {}), told.pop("closing", {})
        self.facet, self.opened = told.pop("facet", 0), told.pop("opened", False)
        self.in_kinds, self.superseded_by = told.pop("in_kinds", False), told.pop("superseded_by", "")
        self.explained = told.pop("explained", "")
        in_title = told.pop("in_title", None)
        super().__init__(**told)
        self.in_title = f"{str(self.label).lower()} " if in_title is None else in_title


class RelatedFilter(ListFilter, django_filters.ModelMultipleChoiceFilter):
    """Cases (or what else is listed) tied to any of the chosen rows, found without a join that would repeat them."""

    def filter[M: models.Model](self, qs: QuerySet[M], value: object) -> QuerySet[M]:
        if not value:
            return qs
        rows = qs.model._default_manager
        tied = rows.filter(**{f"{self.field_name}__{self.key}__in": self.accepted(value, ())})
        return qs.filter(pk__in=tied.order_by().values("pk"))

    @property
    def key(self) -> str:
        """The field by which a row is asked for."""
        return str(self.extra["to_field_name"])

    def held(self, cases: Collection[int] | None) -> Iterable[tuple[int, str]]:
        """Yield which case is tied to which key, for these cases or for all."""
        field = PublishedCase._meta.get_field(str(self.field_name))
        assert isinstance(field, models.ManyToManyField)  # noqa: S101  # the projector writes no other relations
        near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
        through = field.remote_field.through
        assert through is not None  # noqa: S101  # once models are loaded
        ties = through._base_manager.values_list(near, far)
        keys = dict(self.queryset.order_by().values_list("pk", self.key)) if self.queryset is not None else {}
        wanted = ties if cases is None else ties.filter(**{f"{near}__in": cases})
        return ((case, keys[row]) for case, row in wanted.iterator(chunk_size=10_000) if row in keys)

    def accepted(self, value: object, known: Collection[Value]) -> list[str]:
        """Return the keys of the rows that were chosen."""
        assert isinstance(value, Iterable)  # noqa: S101  # as the form cleans it
        return [getattr(row, self.key) for row in value]


class ColumnFilter(ListFilter):
    """A filter on what each case holds once: `column` is an expression."""

    column: Combinable

    @property
    def possible(self) -> Collection[Value]:
        """All that the column may hold."""
        raise NotImplementedError

    def accepted(self, value: object, known: Collection[Value]) -> Iterable[Value]:
        """Return what of the contents that are `known` the valid `value` asks for."""
        raise NotImplementedError

    def filter[M: models.Model](self, qs: QuerySet[M], value: object) -> QuerySet[M]:
        if value in EMPTY_VALUES:
            return qs
        name = f"held_{id(self)}"
        return qs.alias(**{name: self.column}).filter(**{f"{name}__in": list(self.accepted(value, self.possible))})


class ChoicesFilter(ColumnFilter, django_filters.MultipleChoiceFilter):
    """Any of the chosen contents of a field."""

    def __init__(self, **told: Unpack[FilterDeclaration]) -> None:
        super().__init__(**told)
        self.column = F(str(self.field_name))

    @property
    def possible(self) -> list[str]:
        """Its choices."""
        return [value for value, _ in self.extra["choices"]]

    def accepted(self, value: object, known: Collection[Value]) -> Iterable[Value]:
        assert isinstance(value, Iterable)  # noqa: S101  # as the form cleans it
        return value


class GroupsFilter(ListFilter, django_filters.MultipleChoiceFilter):
    """Cases tied to any row of the chosen groups, whatever else those rows are.

    `grouped` is the parameter that asks for the rows themselves, and `groups` returns the group of each by the key that
    it asks for; a row may have none. What makes a row one of a group may change while no case does.
    """

    def __init__(
        self, *, grouped: str, groups: Callable[[], Mapping[str, str]], **told: Unpack[FilterDeclaration]
    ) -> None:
        super().__init__(**told)
        self.grouped, self.groups = grouped, groups

    def accepted(self, value: object, known: Collection[Value]) -> Iterable[Value]:
        """Return the groups that were chosen."""
        assert isinstance(value, Iterable)  # noqa: S101  # as the form cleans it
        return value

    def filter[M: models.Model](self, qs: QuerySet[M], value: Collection[str]) -> QuerySet[M]:
        if not value:
            return qs
        keys = [key for key, group in self.groups().items() if group in value]
        tied = qs.model._default_manager.filter(**{f"{self.field_name}__in": keys})
        return qs.filter(pk__in=tied.order_by().values("pk"))


class WordsField(forms.CharField):
    """Words to search for, cleaned as the texts they are looked for in; a NUL is refused."""

    default_error_messages = {
        "max_length": "Een zoekvraag telt hoogstens %(limit_value)d tekens, deze %(show_value)d. Kort hem in."
    }

    def to_python(self, value: object) -> str | None:
        found = super().to_python(value)
        return found if found is None or "\0" in found else line(found)

    def refusal(self, value: str) -> str:
        """Return what to say of a value without a word, of which nothing can be found; empty for any other."""
        return NO_WORDS if has_no_words(value) else ""


class WordsFilter(ListFilter, django_filters.CharFilter):
    """Words that a reader types."""

    typed = True
    field_class = WordsField


class YearField(forms.IntegerField):
    """A year in four digits, and in no other way: Django reads 2017.0, 2_017 and digits of other scripts as well."""

    default_error_messages = {"invalid": "Geef een jaartal van vier cijfers, zoals 2017."}

    def __init__(self, *, required: bool = True, label: str | None = None, help_text: str = "") -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=required, label=label, help_text=help_text)

    def to_python(self, value: object) -> int | None:
        text = "" if value is None else str(value).strip()
        if text and not re.fullmatch(r"[0-9]{4}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text) if text else None


@dataclass(frozen=True, kw_only=True)
class Span:
    """What two filters bound together, the first one from below: one facet, and one part of the sentence."""

    name: str
    label: str
    # What is bounded, in full.
    legend: str
    facet: int
    # How the sentence says a first and a last, both the same, only a first, and only a last.
    said: tuple[str, str, str, str]

    def phrase(self, first: str, last: str) -> str:
        """Return how the sentence says these bounds, of which one may be empty."""
        both, same, only_first, only_last = self.said
        if first and last:
            return same.format(first) if first == last else both.format(first, last)
        return only_first.format(first) if first else only_last.format(last)


class YearFilter(ColumnFilter):
    """A bound of a `span`: `year` is what is compared, with what is asked for, by `compare`."""

    typed = True
    field_class = YearField

    def __init__(
        self,
        *,
        year: Combinable,
        compare: Callable[[int, int], bool],
        span: Span,
        **told: Unpack[FilterDeclaration],
    ) -> None:
        super().__init__(**told)
        # The schema cannot see from a comparison what is compared.
        set_override(self, "field", {"type": "integer", "description": self.extra["help_text"]})
        self.column = year
        self.compare = compare
        self.span = span

    @property
    def possible(self) -> range:
        """Every year that can be asked for."""
        return range(FIRST_YEAR, LAST_YEAR + 1)

    def accepted(self, value: object, known: Collection[Value]) -> list[Value]:
        assert isinstance(value, int)  # noqa: S101  # as the form cleans it
        return [year for year in known if isinstance(year, int) and self.compare(year, value)]


def related(
    model: type[models.Model],
    field: str,
    key: str,
    label: str,
    help_text: str,
    *,
    kind: type[RelatedFilter] = RelatedFilter,
    among: Mapping[str, str] = MappingProxyType({}),
    **shown: Unpack[ListAppearance],
) -> RelatedFilter:
    """Return a filter on the rows of `model` by their `key`: all of them, or those `among` these contents."""
    return kind(
        queryset=public_rows(model).filter(**among),
        field_name=field,
        to_field_name=key,
        label=label,
        help_text=help_text,
        **shown,
    )
