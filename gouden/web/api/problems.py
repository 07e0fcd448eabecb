"""Errors of the API as RFC 9457 problem details."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

CONTENT_TYPE = "application/problem+json"

TITLES = {
    400: "Ongeldige aanvraag",
    401: "Sleutel onbekend",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
    410: "Ingetrokken",
    411: "Lengte ontbreekt",
    412: "Voorwaarde niet vervuld",
    413: "Aanvraag te groot",
    414: "Adres te lang",
    416: "Zo'n deel is er niet",
    429: "Te veel aanvragen",
    500: "Er ging iets mis",
    503: "Gouden is even niet bereikbaar",
}
# What to say where the refusal itself says nothing, or something that is not for partners.
DETAILS = {
    400: "Deze aanvraag is niet te lezen.",
    403: "Dit mag niet.",
    404: "Wat u vraagt bestaat niet (meer) op dit adres.",
    405: "Deze API is om te lezen: gebruik GET of HEAD.",
    406: "Dit adres antwoordt met application/json. Vraag daarom met de kop Accept, of laat die weg.",
    411: "Deze API is om te lezen: een aanvraag heeft geen inhoud.",
    412: "De voorwaarde in de koppen van uw aanvraag gaat niet op.",
    413: "Deze API is om te lezen: een aanvraag heeft geen inhoud.",
    414: "Dit adres is langer dan 4.000 tekens. Vraag om minder tegelijk.",
    416: "Het bestand is korter dan het deel waar u met de kop Range om vraagt. Haal het opnieuw op.",
    500: "Dat ligt aan ons, niet aan uw aanvraag. De fout is vastgelegd.",
    503: "De gegevens zijn op dit moment niet op te vragen. Probeer het over een halve minuut opnieuw.",
}


# As many reasons as one answer gives.
REASONS = 50


class Gone(exceptions.APIException):
    """What was here was taken back; `detail` says why."""

    status_code = 410


class StartAgain(exceptions.APIException):
    """The caller followed a history that is not ours.

    `type` is the address that explains it; `members` are members of the problem that say where to begin.
    """

    status_code = 410
    title = "Begin opnieuw"

    def __init__(self, detail: str, *, type: str, **members: str) -> None:
        super().__init__(detail)
        self.type, self.members = type, members


def problem(status: int, detail: str) -> dict[str, Any]:
    """Return the members that every problem has."""
    return {"status": status, "title": TITLES.get(status, "Fout"), "detail": detail}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the problem details of `error`, or None for one that is no answer but a fault."""
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    if isinstance(error, exceptions.ValidationError):
        found = problem(status, "Een of meer parameters kloppen niet.") | {
            "invalidParams": [
                {"name": name, "reason": str(reason)} for name, reasons in response.data.items() for reason in reasons
            ][:REASONS]
        }
    elif isinstance(error, exceptions.Throttled):
        found = problem(status, f"Probeer het over {response.headers.get('Retry-After', '60')} seconden opnieuw.")
    elif isinstance(error, StartAgain):
        found = {"type": error.type, **problem(status, str(error.detail)), "title": error.title, **error.members}
    elif isinstance(error, (Http404, exceptions.NotFound, exceptions.MethodNotAllowed, exceptions.NotAcceptable)):
        found = problem(status, DETAILS[status])
    else:
        found = problem(status, str(response.data["detail"]))
    response.data = found
    response.content_type = CONTENT_TYPE
    return response
