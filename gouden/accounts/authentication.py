"""Who asks: nobody has to say, and a partner with a key may ask more often."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from gouden.accounts.api_keys import recognise
from gouden.accounts.models import ApiKey

HEADER = "X-Api-Key"


class ApiKeyAuthentication(BaseAuthentication):
    """Recognises the key in `X-Api-Key`. Without that header everyone may read; a key that is unknown is refused."""

    def authenticate(self, request: Request) -> tuple[None, ApiKey] | None:
        text = request.headers.get(HEADER)
        if text is None:
            return None
        key = recognise(text)
        if key is None:
            raise AuthenticationFailed("Deze sleutel kennen we niet of is ingetrokken. Zonder sleutel kan het ook.")
        return None, key

    def authenticate_header(self, request: Request) -> str:
        return f'{HEADER} realm="Gouden"'


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """The key in the schema."""

    target_class = ApiKeyAuthentication
    name = "sleutel"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": HEADER,
            "description": "Niet nodig om te lezen; met een sleutel mag u vaker vragen. De redactie geeft hem uit.",
        }
