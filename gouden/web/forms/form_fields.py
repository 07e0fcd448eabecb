"""Form fields for text: each cleans what was typed before it is checked. A test asks it of every form there is."""

from typing import Any

from django import forms

from gouden.web.text import cleaning


class OneLineField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaning.line(value) if isinstance(value, str) else value)


class ProseField(forms.CharField):
    """A text of several lines, kept with the line ends of all other texts: a browser sends them in its own way."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaning.prose(value) if isinstance(value, str) else value)


class WebAddressField(forms.URLField):
    """A web address."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaning.line(value) if isinstance(value, str) else value)


class MailAddressField(forms.EmailField):
    """A mail address."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaning.line(value) if isinstance(value, str) else value)
