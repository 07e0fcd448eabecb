"""An editor who reads a file in by the pages of the admin."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def csv_of(*rows):
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def look(client, model, content, name="bestand.csv"):
    """Choose a file and return the page that says what it would do."""
    content = content.encode() if isinstance(content, str) else content
    page = client.post(address(model, "import"), {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert page.status_code == 200
    return page


def confirm(client, model, page):
    """Press 'Lees in' on the page that `look` gave, and return the page after it."""
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert token, text_of(page)
    return client.post(address(model, "confirm_import"), {"token": token[1]}, follow=True)


def read_in(client, model, content, name="bestand.csv"):
    """Look at a file, confirm it, and return the page after it."""
    return confirm(client, model, look(client, model, content, name))


def text_of(page):
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
