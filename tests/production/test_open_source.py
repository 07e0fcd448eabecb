"""What a government body looks for before it reuses the code."""

import functools
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from gouden import __version__

ROOT = Path(settings.BASE_DIR)

# publiccode.yml 0.7: https://yml.publiccode.tools/schema.core.html. True is a mandatory key.
TOP = {
    "publiccodeYmlVersion": True, "name": True, "applicationSuite": False, "url": True, "landingURL": False,
    "isBasedOn": False, "softwareVersion": False, "releaseDate": False, "logo": False, "organisation": False,
    "fundedBy": False, "platforms": True, "categories": False, "usedBy": False, "roadmap": False,
    "developmentStatus": True, "softwareType": True, "intendedAudience": False, "description": True, "legal": True,
    "maintenance": True, "localisation": True, "dependsOn": False,
}  # fmt: skip
SECTIONS = {
    "intendedAudience": {"countries": False, "unsupportedCountries": False, "scope": False},
    "legal": {"license": True, "mainCopyrightOwner": False, "authorsFile": False},
    "maintenance": {"type": True, "contractors": False, "contacts": True},  # contacts: for a community
    "localisation": {"localisationReady": True, "availableLanguages": True},
    "dependsOn": {"open": False, "proprietary": False, "hardware": False},
}
DESCRIPTION = {
    "localisedName": False, "shortDescription": True, "longDescription": True, "documentation": False,
    "apiDocumentation": False, "features": True, "screenshots": False, "videos": False, "awards": False,
}  # fmt: skip
DEPENDENCY = {"name": True, "versionMin": False, "versionMax": False, "version": False, "optional": False}
# The words of the standard's lists that we use.
CATEGORIES = {"knowledge-management", "content-management"}
SCOPES = {"local-authorities", "society", "welfare"}


# Of the Standard for Public Code 0.8.
CRITERIA = {
    "Code in the open",
    "Bundle policy and source code",
    "Make the codebase reusable and portable",
    "Welcome contributors",
    "Make contributing easy",
    "Maintain version control",
    "Require review of contributions",
    "Document codebase objectives",
    "Document the code",
    "Use plain English",
    "Use open standards",
    "Use continuous integration",
    "Publish with an open license",
    "Make the codebase findable",
    "Use a coherent style",
    "Document codebase maturity",
}
# What whoever publishes it says, by .ci/publiccode.
PUBLISHED = {
    "url": "https://code.example/gouden.git",
    "landing": "https://gouden.example",
    "roadmap": "https://code.example/gouden/roadmap",
    "organisation": 'Gemeente "Voorbeeld"',
    "organisation-uri": "https://identifier.overheid.nl/tooi/id/gemeente/gm0000",
    "contact": "Team Gouden",
    "email": "team@gouden.example",
}


@functools.cache
def publiccode() -> dict[str, Any]:
    """Return publiccode.yml as its publisher completes it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(shutil.copy(ROOT / "publiccode.yml", folder))
        words = [word for name, value in PUBLISHED.items() for word in (f"--{name}", value)]
        subprocess.run([sys.executable, ROOT / ".ci" / "publiccode", *words], cwd=folder, check=True)
        content: dict[str, Any] = yaml.safe_load(file.read_text())
    return content


def wrong(section: dict[str, Any], keys: dict[str, bool]) -> set[str]:
    """Return the keys that are unknown, and the mandatory ones that are not there."""
    return (set(section) - set(keys)) | {key for key, mandatory in keys.items() if mandatory and key not in section}


def test_the_repository_names_no_publisher_and_no_host_that_is_none() -> None:
    text = (ROOT / "publiccode.yml").read_text()

    assert not {"url", "landingURL", "roadmap", "organisation"} & set(yaml.safe_load(text))
    assert ".example" not in text
    assert "@" not in text


def test_its_publisher_completes_it() -> None:
    content = publiccode()

    assert [content[key] for key in ("url", "landingURL", "roadmap")] == [
        PUBLISHED[key] for key in ("url", "landing", "roadmap")
    ]
    assert content["organisation"] == {"uri": PUBLISHED["organisation-uri"], "name": 'Gemeente "Voorbeeld"'}
    assert content["maintenance"]["contacts"] == [{"name": "Team Gouden", "email": "team@gouden.example"}]


def test_publiccode_has_the_keys_of_its_standard() -> None:
    content = publiccode()

    assert content["publiccodeYmlVersion"] == "0.7"
    assert wrong(content, TOP) == set()
    assert {name: wrong(content[name], keys) for name, keys in SECTIONS.items()} == {name: set() for name in SECTIONS}
    assert {language: wrong(text, DESCRIPTION) for language, text in content["description"].items()} == {
        "nl": set(),
        "en": set(),
    }
    assert [wrong(dependency, DEPENDENCY) for dependency in content["dependsOn"]["open"]] == [set(), set()]


def test_publiccode_has_values_of_its_standard() -> None:
    content = publiccode()

    assert content["softwareType"] == "standalone/web"
    assert content["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert content["maintenance"]["type"] == "community"
    assert set(content["categories"]) <= CATEGORIES
    assert set(content["intendedAudience"]["scope"]) <= SCOPES
    assert content["intendedAudience"]["countries"] == ["NL"]
    for text in content["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", content["releaseDate"])


def test_publiccode_tells_what_the_project_tells() -> None:
    content = publiccode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert content["softwareVersion"] == project["version"] == __version__
    assert content["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert content["localisation"]["availableLanguages"] == [settings.LANGUAGE_CODE]


def test_the_licence_and_the_rules_of_the_house_are_there() -> None:
    assert (ROOT / "LICENSE").read_text() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text()
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text()
    names = ["CONTRIBUTING", "SECURITY", "CHANGELOG", "GOVERNANCE", "SUPPORT", "CODE_OF_CONDUCT", "docs/roadmap"]
    for name in (*(f"{name}.md" for name in names), "REUSE.toml", ".github/PULL_REQUEST_TEMPLATE.md"):
        assert (ROOT / name).stat().st_size > 100


def test_every_criterion_of_the_standard_for_public_code_is_judged() -> None:
    table = (ROOT / "docs" / "standards.md").read_text().partition("## Standard for Public Code")[2]
    rows = re.findall(r"^\| ([A-Z][^|]+) \| (yes|in part|not yet) \|", table, re.MULTILINE)

    assert {name for name, _ in rows} == CRITERIA


def test_a_template_of_an_issue_is_one() -> None:
    for file in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"):
        form = yaml.safe_load(file.read_text())
        assert {"name", "description", "body"} <= set(form)
        ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids)) >= 3
        assert all(field["attributes"] for field in form["body"])


def test_every_place_the_list_of_standards_names_exists() -> None:
    named = re.findall(r"`([\w./-]+)`", (ROOT / "docs" / "standards.md").read_text())
    files = [name for name in named if not name.startswith("/")]

    assert len(files) > 15
    assert [name for name in files if not (ROOT / name).exists()] == []
