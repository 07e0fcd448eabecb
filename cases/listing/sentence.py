"""What was chosen and found, in one Dutch sentence, as the filters declare it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cases.listing.filter_kinds import ChoicesFilter, GroupsFilter, ListFilter, Noun, RelatedFilter
from cases.listing.filters import LIST_FILTERS, SPANS, CaseFilter
from cases.models import Case
from gouden.web.pages.query_params import LenientParams
from gouden.web.text.dutch_text import enumeration, shortened

# By parameter the values and how a reader calls them.
type Chosen = Mapping[str, Sequence[tuple[str, str]]]

NOUN = Noun("praktijkvoorbeeld", "praktijkvoorbeelden", "dat")
# So many signs of what was typed are said again.
WORDS_SAID = 60
# What is said of words that what is found need not all hold.
NEAR = "dicht bij"
REFLECTION = LIST_FILTERS["soort"].nouns[Case.Kind.REFLECTION]


def counted(cases: int, reflections: int) -> str:
    """Return how many cases there are, reflections apart: they are nobody's practice, and count as none."""
    examples = cases - reflections
    said = [_number(examples, NOUN)] if examples or not reflections else []
    return " en ".join([*said, *([_number(reflections, REFLECTION)] if reflections else [])])


def counted_cards(cards: Iterable[Mapping[str, object]]) -> str:
    """Return how many cases these cards are of, reflections apart."""
    kinds = [card["soort"] for card in cards]
    return counted(len(kinds), kinds.count(Case.Kind.REFLECTION))


def _number(count: int | None, noun: Noun) -> str:
    return noun.more if count is None else f"{count} {noun.one if count == 1 else noun.more}"


def sentence(count: int, chosen: Chosen, reflections: int = 0, *, near: bool = False) -> str:
    """Return what was found, of which so many are reflections; `near` the words that were typed, or with all of them.

    As in '12 praktijken over schulden in Gelderland, die bij het laatste bericht nog liepen'.
    """
    said = counted(count, reflections)
    return worded(count, chosen, LIST_FILTERS, NOUN, said=said, spans=_spans(chosen), near=near)


def choice_in_words(reading: LenientParams[CaseFilter], *, near: bool = False) -> str:
    """Return what was chosen, however many that finds: 'praktijken over schulden in Gelderland'.

    `near`: none of what is found holds all of the words that were typed.
    """
    reading.filterset.is_valid()  # fills the form's cleaned_data
    chosen = {name: _labelled(name, values, reading.filterset) for name, values in reading.query.lists()}
    return worded(None, chosen, LIST_FILTERS, NOUN, spans=_spans(chosen), near=near)


def _labelled(name: str, values: list[str], filterset: CaseFilter) -> list[tuple[str, str]]:
    """Return these values of a parameter, each as a reader calls it."""
    criterion = LIST_FILTERS.get(name)
    if isinstance(criterion, RelatedFilter):
        return [(getattr(row, criterion.key), str(row)) for row in filterset.form.cleaned_data[name]]
    if isinstance(criterion, ChoicesFilter | GroupsFilter):
        labels = {str(value): str(label).capitalize() for value, label in criterion.extra["choices"]}
        return [(value, labels[value]) for value in values]
    if name == "zoek":
        values = [shortened(filterset.parsed_query.corrected_text, WORDS_SAID)]
    return [(value, value) for value in values]


def worded(
    count: int | None,
    chosen: Chosen,
    filters: Mapping[str, ListFilter],
    usual: Noun,
    *,
    said: str = "",
    spans: Iterable[str] = (),
    near: bool = False,
) -> str:
    """Return that `count` of a list with these `filters` were found: of what a filter says, or else of the `usual`.
    Without a count it says only what was chosen.

    `said` is how many those are where a number does not tell it all, and `spans` are said after what was chosen;
    `near`: they are near the words that were typed, and need not hold all of them.
    """
    # What is typed comes after what is chosen.
    in_order = sorted(filters.items(), key=lambda item: item[1].typed)
    asked = [(criterion, chosen[name]) for name, criterion in in_order if chosen.get(name)]
    noun = next((one.nouns[values[0][0]] for one, values in asked if one.nouns and len(values) == 1), usual)
    several = [one.nouns[value].more for one, values in asked if one.nouns and len(values) > 1 for value, _ in values]
    parts = [enumeration(several)] if several and count is None else []
    parts = parts or [said if said and noun is usual else _number(count, noun)]
    closing = [
        (criterion, values) for criterion, values in asked if all(value in criterion.closing for value, _ in values)
    ]
    parts += [
        _phrase(criterion, [label for _, label in values], near=near)
        for criterion, values in asked
        if criterion.said and (criterion, values) not in closing
    ]
    text = " ".join([*parts, *spans])
    for criterion, values in closing:
        states = [criterion.closing[value][0 if count == 1 else 1] for value, _ in values]
        text += f", {noun.relative if count == 1 else 'die'} {enumeration(states, 'of')}"
    return text


def _phrase(criterion: ListFilter, labels: list[str], *, near: bool) -> str:
    if criterion.small:
        labels = [label[0].lower() + label[1:] for label in labels]
    if criterion.quoted:
        labels = [f"‘{label}’" for label in labels]
    return f"{NEAR if near and criterion.typed else criterion.said} {enumeration(labels, 'of')}"


def _spans(chosen: Chosen) -> Iterator[str]:
    """Yield how each span of which a bound was asked for is said."""
    for span, names in SPANS.items():
        first, last = (chosen[name][0][0] if chosen.get(name) else "" for name in names)
        if first or last:
            yield span.phrase(first, last)
