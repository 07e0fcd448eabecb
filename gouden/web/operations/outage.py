"""When it is us: 500 for a fault, 503 with Retry-After while the database is away."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from psycopg.errors import ConnectionTimeout

from gouden.web.api.problems import CONTENT_TYPE, DETAILS, problem
from gouden.web.operations.deadlines import pause

# In seconds. A restart of the database takes less, so a polite client asks once.
RETRY_AFTER = 30


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception nobody caught (handler500; Django calls it while handling one), without any query."""
    error = sys.exception()
    away = database_away(error)
    if away and isinstance(error.__cause__ if error else None, ConnectionTimeout):
        pause()
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        response = JsonResponse(problem(status, DETAILS[status]), status=status, content_type=CONTENT_TYPE)
    else:
        response = HttpResponse(
            get_template(f"{status}.html").render({"sent": request.method == "POST"}), status=status
        )
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
