"""No body for who asks for the head alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse


class HeadMiddleware:
    """Leaves the body out of the answer to HEAD (RFC 9110, 9.3.2); its headers stay those of GET.

    Django leaves that to the server, and gunicorn writes a warning for every body it has to drop. Stands outside all
    other middleware: an ETag or a length is made of the whole answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = []
            else:
                response.content = b""
        return response
