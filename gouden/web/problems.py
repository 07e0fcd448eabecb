"""Errors of the API as RFC 9457 problem details."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

TITLES = {
    400: "Ongeldige aanvraag",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the problem details of `error`, or None for one that is no answer but a fault."""
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    problem: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, "Fout"),
        "detail": _detail(error, response),
    }
    if isinstance(error, exceptions.ValidationError):
        problem["detail"] = "Een of meer parameters kloppen niet."
        problem["invalidParams"] = [
            {"name": name, "reason": str(reason)} for name, reasons in response.data.items() for reason in reasons
        ]
    response.data = problem
    response.content_type = "application/problem+json"
    return response


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, (Http404, exceptions.NotFound)):
        return "Wat u vraagt bestaat niet (meer) op dit adres."
    return str(response.data.get("detail", "")) if isinstance(response.data, dict) else ""
