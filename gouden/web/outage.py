"""When it is us: 500 for a fault, 503 with Retry-After while the database is away."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

# In seconds. A restart of the database takes less, so a polite client asks once.
RETRY_AFTER = 30

PROBLEMS = {
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Er ging iets mis",
        "Dat ligt aan ons, niet aan uw aanvraag. De fout is vastgelegd.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "Gouden is even niet bereikbaar",
        "De gegevens zijn op dit moment niet op te vragen. Probeer het over een halve minuut opnieuw.",
    ),
}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception nobody caught (handler500; Django calls it while handling one), without any query."""
    away = database_away(sys.exception())
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        title, detail = PROBLEMS[status]
        problem = {"status": status, "title": title, "detail": detail}
        response = JsonResponse(problem, status=status, content_type="application/problem+json")
    else:
        response = HttpResponse(get_template(f"{status}.html").render(), status=status)
    response.headers["Cache-Control"] = "no-store"
    if away:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def database_away(error: BaseException | None) -> bool:
    """Return whether `error`, or what caused it, is a database that cannot answer now."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        error = error.__cause__
    return False
