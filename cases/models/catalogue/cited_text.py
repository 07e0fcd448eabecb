"""Text of the editors that goes back to claims: a sentence on each line, ended by `[case-slug#claim-key, ...]`."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

from gouden.web.forms.model_fields import CleanTextField
from gouden.web.text import cleaning

LINE = re.compile(r"(?P<sentence>.*\S)\s*\[(?P<claims>[^\[\]]*)\]")
ADDRESS = re.compile(r"(?P<slug>[-\w]+)#(?P<key>[-\w]+)", re.ASCII)
# As much of a line as a message repeats.
QUOTED = 40


class ClaimAddress(NamedTuple):
    """Which claim: the slug of its case, as it was when this was written, and its own key."""

    slug: str
    key: str

    def __str__(self) -> str:
        return f"{self.slug}#{self.key}"


class CitedSentence(NamedTuple):
    """A sentence with the claims it goes back to."""

    text: str
    claims: tuple[ClaimAddress, ...]


def sentences(text: str) -> list[CitedSentence]:
    """Return the sentences of a text in their order; a line that cites nothing comes out as one without claims."""
    return [_sentence(line) for line in text.splitlines() if line.strip()]


def addresses(text: str) -> list[ClaimAddress]:
    """Return the claims that a text cites, each once, in the order in which it first does."""
    return list(dict.fromkeys(claim for sentence in sentences(text) for claim in sentence.claims))


def stripped(text: str) -> str:
    """Return a text cleaned, without empty lines or spaces around a line."""
    return "\n".join(line.strip() for line in cleaning.prose(text).splitlines() if line.strip())


def cites(text: str) -> None:
    """Raise ValidationError with a message for each line that does not end in claims."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        matched = LINE.fullmatch(line.strip())
        where = f"Regel {number} (‘{line.strip()[:QUOTED]}…’)"
        if matched is None:
            found.append(f"{where} eindigt niet op de uitspraken waarop de zin teruggaat, tussen blokhaken.")
            continue
        wrong = [one.strip() for one in matched["claims"].split(",") if not ADDRESS.fullmatch(one.strip())]
        found += [f"{where}: ‘{one}’ is geen uitspraak. Schrijf adresnaam#kenmerk." for one in wrong]
    if found:
        raise ValidationError(found)


def _sentence(line: str) -> CitedSentence:
    matched = LINE.fullmatch(line.strip())
    if matched is None:
        return CitedSentence(line.strip(), ())
    named = (ADDRESS.fullmatch(one.strip()) for one in matched["claims"].split(","))
    return CitedSentence(matched["sentence"], tuple(ClaimAddress(one["slug"], one["key"]) for one in named if one))


class CitedTextField(CleanTextField):
    """A text of which every line is a sentence that cites claims."""

    clean_text = staticmethod(stripped)
    default_validators = [cites]
