"""The sheets of every page are one file where static files are collected, and stay files of their own elsewhere."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.template import Context, Template

from cases.templatetags import stylesheets
from gouden.web.http.bundle import BUNDLE, SHEETS, BundledStaticFilesStorage

TAG = Template("{% load stylesheets %}{% stylesheets %}")


def test_what_is_collected_holds_all_sheets_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = BundledStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {}
    for name in SHEETS:
        text = Path(str(finders.find(name))).read_text(encoding="utf-8")
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
        paths[name] = (storage, name)

    processed = {found[0] for found in storage.post_process(paths)}

    assert {BUNDLE, *SHEETS} <= processed
    bundled = (tmp_path / storage.stored_name(BUNDLE)).read_text(encoding="utf-8")
    ends = [bundled.index((tmp_path / name).read_text(encoding="utf-8")) for name in SHEETS]
    assert ends == sorted(ends)
    # Again, as each time a release is collected in the same folder.
    assert BUNDLE in {found[0] for found in storage.post_process(paths)}

    monkeypatch.setattr(stylesheets, "staticfiles_storage", storage)
    monkeypatch.setattr(stylesheets, "static", storage.url)
    assert re.fullmatch(r'<link rel="stylesheet" href="/static/css/site\.[0-9a-f]{12}\.css">', TAG.render(Context()))


def test_without_collected_files_each_component_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheets, "staticfiles_storage", StaticFilesStorage())

    assert re.findall(r'href="/static/([^"]+)"', TAG.render(Context())) == list(SHEETS)
