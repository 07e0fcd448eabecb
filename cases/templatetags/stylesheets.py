"""The sheets of every page: one file where static files were collected, and one for each component elsewhere."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gouden.web.http.bundle import SHEETS

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """Return the links to the sheets that every page has."""
    sheets = getattr(staticfiles_storage, "sheets", SHEETS)
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', ((static(name),) for name in sheets))
