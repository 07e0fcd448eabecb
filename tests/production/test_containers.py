"""Dockerfile and docker-compose.yml: no engine here, so their own lines run against a real PostgreSQL."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.production.containers import ROOT, Image, compose, dotenv, last, stages
from tests.production.servers import Cluster, Site

pytestmark = pytest.mark.once

OURS = ["migrate", "catalogue", "web", "run-due", "worker", "send-mail"]


def test_the_compose_file_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_each_service_waits_for_the_one_before_it() -> None:
    waits = {
        name: {on: how["condition"] for on, how in service.get("depends_on", {}).items()}
        for name, service in compose()["services"].items()
    }

    assert waits == {
        "db": {},
        "migrate": {"db": "service_healthy"},
        "catalogue": {"migrate": "service_completed_successfully"},
        "web": {"catalogue": "service_completed_successfully"},
        "run-due": {"catalogue": "service_completed_successfully"},
        "worker": {"catalogue": "service_completed_successfully"},
        "send-mail": {"migrate": "service_completed_successfully"},
    }


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_write_nothing_and_gain_nothing(name: str) -> None:
    service = compose()["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_site_can_be_reached_and_only_by_the_proxy_on_this_server() -> None:
    ports = {name: service["ports"] for name, service in compose()["services"].items() if "ports" in service}

    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_the_secrets_are_not_in_the_repository() -> None:
    assert (ROOT / "docker-compose.yml").read_text().count("${POSTGRES_PASSWORD:?ontbreekt in .env}") == 2
    assert compose()["services"]["db"]["environment"]["POSTGRES_PASSWORD"] == dotenv()["POSTGRES_PASSWORD"]
    assert re.findall(r"^(?:SECRET_KEY|POSTGRES_PASSWORD)=.+", (ROOT / ".env.example").read_text(), re.M) == []


def test_the_image_has_the_python_of_the_project_and_is_not_root() -> None:
    python = (ROOT / ".python-version").read_text().strip()

    assert [stage[0] for stage in stages()] == [
        ("FROM", f"python:{python}-slim AS build"),
        ("FROM", f"python:{python}-slim"),
    ]
    assert int(last("USER")) > 0


def test_the_image_holds_what_the_site_needs_and_no_more(image: Image) -> None:
    top = {path.name for path in image.app.iterdir()}

    assert {"manage.py", "gouden", "cases", "municipalities", "templates", "staticfiles", "fixtures"} <= top
    assert top.isdisjoint({".git", ".env", ".env.example", "tests", "var"})
    # The example that the site gives to take along.
    assert {path.name for path in (image.app / "docs").iterdir()} == {"examples"}
    assert (image.app / "staticfiles" / "staticfiles.json").exists()
    assert list((image.app / "gouden" / "__pycache__").glob("wsgi.*.pyc"))


def test_the_containers_commands_make_a_working_site(image: Image, database_url: str, tmp_path: Path) -> None:
    built = image.files()
    services = compose()["services"]

    for step in ("migrate", "catalogue"):
        image.run(services[step]["command"], image.of(step, DATABASE_URL=database_url))
    site = Site(image, database_url, tmp_path / "log")
    try:
        health = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
        image.run([word.replace(":8000", f":{site.port}") for word in health], image.of("web"))
        ready = site.get("/readyz", proxied=False)
        home = site.get("/")
        style = re.search(r'href="(/static/[^"]+\.css)"', home.body)
        cases = json.loads(site.get("/api/v1/praktijkvoorbeelden?pageSize=1").body)

        assert (ready.status, json.loads(ready.body)["status"]) == (200, "gereed")
        assert (home.status, home.headers["Set-Cookie"]) == (200, None)
        assert home.headers["Strict-Transport-Security"] == "max-age=3600"
        assert style
        assert "immutable" in site.get(style[1]).headers["Cache-Control"]
        assert cases["aantal"] > 25
        assert site.get("/", **{"X-Forwarded-Proto": "http"}).headers["Location"] == "https://gouden.example/"
    finally:
        code = site.stop()

    assert code == 0
    assert {line["logger"] for line in site.lines()} == {"gunicorn.error"}
    assert image.files() == built, "a container wrote on its read-only disk"


def test_what_runs_beside_the_site_does_what_is_due_and_waits(image: Image, cluster: Cluster) -> None:
    services, database_url = compose()["services"], f"{cluster.url}/postgres"

    for service, first, origin in (
        ("run-due", "new day done", "command run_due"),
        ("worker", "worker started", "command run_jobs"),
        ("send-mail", "waiting mail done", "command run_due"),
    ):
        with subprocess.Popen(
            services[service]["command"],
            cwd=image.app,
            env=image.of(service, DATABASE_URL=database_url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            assert process.stderr
            line = json.loads(process.stderr.readline())
            time.sleep(0.5)
            still_there = process.poll() is None
            subprocess.run(["kill", "--", f"-{process.pid}"], check=True)

        assert still_there, service
        assert (line["message"], line["origin"]) == (first, origin)
