"""What holds for every answer under /api/, also where no view of ours ran: the version, and problem details."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from gouden import API_VERSION
from gouden.web.api.problems import CONTENT_TYPE, DETAILS, problem
from gouden.web.guard.throttling import ALLOWANCE

PREFIX = "/api/"
# Of the answer that is replaced; what says why it was refused (Allow, Retry-After, the security headers) stays.
ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding", "content-language", "etag", "last-modified"}


class ApiMiddleware:
    """Puts `API-Version` on every answer under /api/, and makes problem details of every refusal that has none.

    Stands outside the other middleware, so that a redirect to https, a wrong host and an unknown path are answered by
    the same rules as a view's own refusals (NL API Design Rules /core/version-header and /core/error-handling).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != CONTENT_TYPE:
            response = _as_problem(response)
        if response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        response.headers["API-Version"] = API_VERSION
        for name, value in request.META.get(ALLOWANCE, {}).items():
            response.headers[name] = value
        # django-cors-headers answers only who sends an Origin; a shared cache must not have to tell them apart.
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def _as_problem(refused: HttpResponse) -> HttpResponse:
    status = refused.status_code
    response = JsonResponse(
        problem(status, DETAILS.get(status, DETAILS[400])), status=status, content_type=CONTENT_TYPE
    )
    for name, value in refused.headers.items():
        if name.lower() not in ABOUT_THE_BODY:
            response.headers[name] = str(value)
    return response
