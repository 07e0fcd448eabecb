"""Error pages that help on. The templates are 400.html, 403.html, 404.html, 410.html, 500.html and too_much.html."""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What Django refuses while it reads a form: of an editor, whose other limits are in `gouden.web.guard.limits`.
TOO_MUCH: dict[type[Exception], tuple[int, str]] = {
    RequestDataTooBig: (413, "Wat u verstuurde is groter dan hier past."),
    TooManyFieldsSent: (400, "Dit formulier heeft te veel velden om in één keer te versturen."),
    TooManyFilesSent: (400, "Dit zijn te veel bestanden om in één keer te versturen."),
}
NOTHING_KEPT = (
    "Er is niets opgeslagen. Ga terug met de knop Vorige van uw browser: daar staat nog wat u invulde. "
    "Maak het korter of verdeel het, en verstuur het nog eens."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, with the sentence of a BadRequest; what other exceptions say is not for visitors."""
    if too_much := TOO_MUCH.get(type(exception)):
        status, reason = too_much
        return refuse(request, status, "Dit is te veel om te versturen", f"{reason} {NOTHING_KEPT}")
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


def refuse(request: HttpRequest, status: int, title: str, reason: str) -> HttpResponse:
    """Answer a request that is too long, too large or too much, kept by nobody."""
    response = render(request, "too_much.html", {"heading": title, "reason": reason}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
