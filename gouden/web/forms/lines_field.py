"""Form fields for editors."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gouden.web.text import cleaning

LINE_LENGTH = 200


class LinesField(forms.Field):
    """A list of texts in a JSON column, edited as one text a line. Empty lines and stray spaces are dropped."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    default_error_messages = {
        "required": "Vul minstens één regel in.",
        "too_few": "Vul minstens %(minimum)d regels in, elke term op een eigen regel.",
        "too_long": "Regel %(number)d is langer dan %(length)d tekens: ‘%(start)s…’. Zet elke term op een eigen regel.",
        "twice": "‘%(line)s’ staat er meer dan één keer.",
    }

    def __init__(self, *, minimum: int = 0, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        """`minimum` lines are asked for; a JSON column also hands over its `encoder` and `decoder`: not needed here."""
        self.minimum = minimum
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the textarea: a list of lines, or what was typed when the form comes back."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Return the lines that hold text, each cleaned and without spaces around it."""
        lines = cleaning.prose(value or "").split("\n") if not isinstance(value, list) else cleaning.lines(value)
        return [line for raw in lines if (line := " ".join(raw.split()))]

    def validate(self, value: list[str]) -> None:
        """Raise a ValidationError with everything that is wrong with the lines."""
        super().validate(value)
        errors = list(self._errors(value))
        if errors:
            raise ValidationError(errors)

    def _errors(self, lines: list[str]) -> Any:
        messages = self.error_messages
        if 0 < len(lines) < self.minimum:
            yield ValidationError(messages["too_few"], code="too_few", params={"minimum": self.minimum})
        seen: set[str] = set()
        for number, line in enumerate(lines, start=1):
            if len(line) > LINE_LENGTH:
                params = {"number": number, "length": LINE_LENGTH, "start": line[:30]}
                yield ValidationError(messages["too_long"], code="too_long", params=params)
            if line.casefold() in seen:
                yield ValidationError(messages["twice"], code="twice", params={"line": line})
            seen.add(line.casefold())
