"""What every answer tells a browser to leave alone: pages, files, health checks, redirects and refusals."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils.csp import CSP, build_policy

# What a browser can do that no page of Gouden asks for. Copying to the clipboard is not among it.
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED)


class SecurityHeadersMiddleware(SecurityMiddleware):
    """Completes the security headers of an answer, whoever made it; what a view set itself stays.

    Stands outside all other middleware. Django's own, further in, see no static file, health check or early refusal;
    of these the redirect to https is theirs, so this class has none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.policy = build_policy(settings.SECURE_CSP)  # type: ignore[arg-type]  # as Django has it

    def process_request(self, request: HttpRequest) -> None:
        """Leave the redirect to the middleware further in: health checks come without TLS."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        super().process_response(request, response)
        response.headers.setdefault(CSP.HEADER_ENFORCE.value, self.policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response
