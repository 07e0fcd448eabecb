"""How much one request may send: the length of its address, the size of its body, the fields of its form."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from gouden.web.http.errors import NOTHING_KEPT, refuse

# Characters of an address, its query included. gunicorn takes twice as much, so that the answer is Gouden's own.
ADDRESS = 4_000
# Bytes and fields of a form that anyone may send. The longest step of sharing has two texts of 5,000 characters, of at
# most 12 bytes each as a browser sends them. Editors have Django's settings DATA_UPLOAD_MAX_...
PUBLIC_BODY, PUBLIC_FIELDS = 250_000, 100
# Methods whose body means nothing (RFC 9110, 9.3).
WITHOUT_BODY = {"GET", "HEAD", "OPTIONS", "TRACE"}


class LimitsMiddleware:
    """Refuses a request that is too long or too large before anything of its body is read: 411, 413, 414 or 400.

    Stands above the sessions and CSRF, which would read the body; `process_view` runs when the account is known. Under
    /api/ nothing reads a body: 405 is the answer to a method that has one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("RAW_URI") or request.get_full_path()) > ADDRESS:
            reason = f"Het is langer dan {number(ADDRESS)} tekens. Vraag om minder tegelijk."
            return refuse(request, 414, "Dit adres is te lang", reason)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse a body that is too large or says nothing of its size, and a public form of too many fields."""
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return refuse(request, 411, "Deze aanvraag is niet te lezen", "De aanvraag zegt niet hoe groot hij is.")
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size and request.method in WITHOUT_BODY:
            return refuse(request, 413, "Deze aanvraag is te groot", "Dit adres neemt geen gegevens aan.")
        return self._form(request, size) if size and not request.path_info.startswith("/api/") else None

    def _form(self, request: HttpRequest, size: int) -> HttpResponse | None:
        # Whose session ended may send as much as an editor: the way to signing in is where the work is offered back.
        in_admin = request.path_info.startswith("/admin/")
        editor = in_admin and (request.user.is_authenticated or request.path_info != reverse("admin:login"))
        largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if editor else PUBLIC_BODY
        if size > largest:
            reason = f"Wat u verstuurde is groter dan de {number(largest // 1000)} kB die hier past. {NOTHING_KEPT}"
            return refuse(request, 413, "Dit is te veel om te versturen", reason)
        if not editor and max(count(request.POST), len(request.FILES)) > PUBLIC_FIELDS:
            reason = f"Dit formulier heeft minder velden. {NOTHING_KEPT}"
            return refuse(request, 400, "Dit is te veel om te versturen", reason)
        return None


def count(values: QueryDict) -> int:
    """Return how many values there are, of all names together."""
    return sum(len(found) for _, found in values.lists())


def number(value: int) -> str:
    """Return `value` as Dutch writes it: 4.000."""
    return f"{value:,}".replace(",", ".")
