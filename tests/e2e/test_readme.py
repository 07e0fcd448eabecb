"""The pictures of the README: with GOUDEN_WRITE_PICTURES=1 they are made anew."""

import os
import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from municipalities.importers import renew_statistics
from tests.catalogue_copy import CatalogueCopy

README = Path(settings.BASE_DIR) / "README.md"
SIZE: ViewportSize = {"width": 1280, "height": 800}


@pytest.mark.usefixtures("beside_the_browser")
@pytest.mark.django_db(transaction=True)
def test_the_pictures_of_the_readme_are_of_the_site_and_the_admin(
    browser: Browser, live_server: LiveServer, catalogue_copy: CatalogueCopy
) -> None:
    catalogue_copy.fill()
    renew_statistics()
    editor = Client()
    editor.force_login(User.objects.create_superuser("redactie"))
    case = Case.objects.get(slug="haarlem-buuv")
    shown = {"site": "/", "admin": f"/admin/cases/case/{case.pk}/change/"}
    named = re.findall(r"!\[[^\]]+\]\((\S+\.png)\)", README.read_text())
    assert named == [f"docs/pictures/{name}.png" for name in shown]

    context = browser.new_context(base_url=live_server.url, locale="nl-NL", viewport=SIZE, color_scheme="light")
    context.add_cookies([{"name": "sessionid", "value": editor.cookies["sessionid"].value, "url": live_server.url}])
    for name, address in shown.items():
        page = context.new_page()
        response = page.goto(address)
        assert response
        assert response.status == 200
        picture = README.parent / "docs" / "pictures" / f"{name}.png"
        if "GOUDEN_WRITE_PICTURES" in os.environ:
            page.screenshot(path=picture)
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (SIZE["width"], SIZE["height"])
        assert picture.stat().st_size < 300_000
    context.close()
