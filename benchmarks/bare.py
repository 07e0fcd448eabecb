"""The least that Django can do: a view that returns bytes it has, at any address. BENCHMARK_BARE names their folder."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

FOLDER = Path(os.environ.get("BENCHMARK_BARE", "."))
held: dict[str, bytes] = {}


def file_of(address: str) -> Path:
    """Return where the bytes of an address are."""
    return FOLDER / hashlib.sha256(address.encode()).hexdigest()


def view(request: HttpRequest) -> HttpResponse:
    """Answer with the bytes of this address."""
    address = request.get_full_path()
    if address not in held:
        path = file_of(address)
        held[address] = path.read_bytes() if path.exists() else b"{}"
    return HttpResponse(held[address])


urlpatterns = [re_path("", view)]

if not settings.configured:
    settings.configure(SECRET_KEY="of no use", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
    django.setup()
application = get_wsgi_application()
