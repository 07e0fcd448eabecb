"""What the pages for people name is there: files, commands, settings, links; and the index names every recipe."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
RECIPES = sorted((ROOT / "docs" / "howto").glob("*.md"))
PAGES = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md")), *sorted((ROOT / "docs").glob("*.md")), *RECIPES]
TOP = "cases|gouden|municipalities|templates|tests|fixtures|docs|static|requirements|benchmarks|\\.ci|\\.github"
# Of developers alone, and no setting of an installation.
OF_TESTS = {
    *("GOUDEN_STYLE_GUIDE", "GOUDEN_WRITE_EXAMPLES", "GOUDEN_STANDARDS", "GOUDEN_SCREENSHOTS", "GOUDEN_HTML"),
    *("GOUDEN_REQUIRE_BROWSER", "GOUDEN_DEEP", "GOUDEN_FULL_IMAGE", "GOUDEN_TEST_MEANING"),
}


def test_a_page_names_no_file_that_is_not_there() -> None:
    named = {(page.name, path) for page in PAGES for path in re.findall(rf"`((?:{TOP})/[\w./*-]+)`", page.read_text())}
    examples = {"templates/.../_name.html", "static/css/name.css"}

    assert len(named) > 100
    assert [(page, path) for page, path in sorted(named) if path not in examples and not list(ROOT.glob(path))] == []


def test_a_link_leads_to_a_file() -> None:
    named = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#\s]+)", page.read_text())]
    links = [(page, link) for page, link in named if not link.startswith("https:")]

    assert len(links) > 30
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_a_page_names_no_command_and_no_setting_that_is_not_there() -> None:
    text = "\n".join(page.read_text() for page in PAGES)
    example = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"manage\.py ([a-z]\w+)", text)) <= set(get_commands())
    assert (
        set(re.findall(r"\bGOUDEN_[A-Z_]+\b", text)) - OF_TESTS - set(re.findall(r"\bGOUDEN_[A-Z_]+\b", example))
        == set()
    )


def test_the_index_names_every_recipe() -> None:
    index = (ROOT / "docs" / "README.md").read_text()

    assert [page.name for page in RECIPES if f"howto/{page.name}" not in index] == []
