"""What was chosen and found, in one Dutch sentence."""

from collections.abc import Mapping, Sequence

from cases.listing.filters import CaseFilter, ListFilter
from cases.models import Case
from gouden.web.dutch_text import enumeration

NOUNS = {
    Case.Kind.PORTRAIT: ("portret", "portretten"),
    Case.Kind.PRACTICE: ("praktijk", "praktijken"),
    "": ("praktijkvoorbeeld", "praktijkvoorbeelden"),
}
# What is said of one and of more.
STATES = {
    Case.Lifecycle.RUNNING: ("bij de laatste stand nog liep", "bij de laatste stand nog liepen"),
    Case.Lifecycle.SECURED: ("in het gewone werk is geborgd", "in het gewone werk zijn geborgd"),
    Case.Lifecycle.CHANGED: ("is veranderd", "zijn veranderd"),
    Case.Lifecycle.ENDED: ("is gestopt", "zijn gestopt"),
    Case.Lifecycle.UNKNOWN: ("misschien nog loopt", "misschien nog lopen"),
}


def sentence(count: int, chosen: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Return what was found: '12 praktijken over schulden in Gelderland, die bij de laatste stand nog liepen'.

    `chosen` holds by parameter the values and how a reader calls them.
    """
    one = count == 1
    kinds = [value for value, _ in chosen.get("soort", [])]
    singular, plural = NOUNS[kinds[0] if len(kinds) == 1 else ""]
    parts = [f"{count} {singular if one else plural}"]
    for name, criterion in CaseFilter.base_filters.items():
        labels = [label for _, label in chosen.get(name, [])]
        if labels and isinstance(criterion, ListFilter) and criterion.said:
            shown = [label[0].lower() + label[1:] if criterion.small else label for label in labels]
            parts.append(f"{criterion.said} {enumeration(shown, 'of')}")
    if typed := chosen.get("zoek"):
        parts.append(f"met ‘{typed[0][1]}’")
    parts += period(chosen)
    text = " ".join(parts)
    states = [STATES[Case.Lifecycle(value)][0 if one else 1] for value, _ in chosen.get("status", [])]
    if states:
        article = "dat" if one and singular != "praktijk" else "die"
        text += f", {article} {enumeration(states, 'of')}"
    return text


def period(chosen: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """Return the years asked for, in words; empty for none."""
    first, last = (chosen[name][0][0] if chosen.get(name) else "" for name in ("jaarVan", "jaarTot"))
    if first and last:
        return [f"uit {first}" if first == last else f"uit de jaren {first} tot en met {last}"]
    return [f"vanaf {first}"] if first else [f"tot en met {last}"] if last else []
