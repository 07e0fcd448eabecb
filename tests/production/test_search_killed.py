"""A process that dies while it writes leaves the search index and the public cases as they were, and equal."""

import json
import signal
import subprocess
import sys

import pytest

from tests.production.containers import ROOT
from tests.production.own_process import on

CATALOGUE = ROOT / "tests" / "cases" / "loading" / "data" / "catalogue"
# Stops for ever at the first term that is counted, when documents and public rows are written and nothing is certain.
STOPS = """
import sys, time
import django
django.setup()
from django.db import connection
from cases import publishing
from cases.models import Case

def stop(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "cases_searchterm"'):
        print("halfway", flush=True)
        time.sleep(600)
    return execute(sql, params, many, context)

with connection.execute_wrapper(stop):
    if sys.argv[1] == "rebuild":
        publishing.rebuild_search(say=lambda done, total: None)
    else:
        case = Case.objects.get(slug="startgeld-aalten")
        case.title = case.summary = "Zeppelins"
        case.save()
        publishing.publish(case=case, by=None)
"""
FOUND = """
import sys, json
import django
django.setup()
from cases import search
from cases.models import PublishedCase
print(json.dumps([len(search.match_ids(word)) for word in sys.argv[1:]]))
"""


@pytest.fixture
def url(own_url: str) -> str:
    """A database of the kind the other tests use, with two cases in it."""
    for command in (["migrate"], ["import_municipalities"], ["load_catalogue", str(CATALOGUE)]):
        run(own_url, "manage.py", *command)
    return own_url


def run(url: str, *words: str) -> str:
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=ROOT, env=on(url), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def killed_halfway(url: str, what: str) -> None:
    """Start writing and end it with SIGKILL in the middle."""
    command = [sys.executable, "-c", STOPS, what]
    with subprocess.Popen(command, cwd=ROOT, env=on(url), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert (said, process.returncode) == ("halfway\n", -signal.SIGKILL)


def found(url: str, *words: str) -> list[int]:
    """Return how many cases each word finds."""
    numbers: list[int] = json.loads(run(url, "-c", FOUND, *words))
    return numbers


@pytest.mark.deep
@pytest.mark.parametrize("what", ["rebuild", "publish"])
def test_index_and_data_are_equal_after_a_kill(url: str, what: str) -> None:
    before = found(url, "startgeld", "zeppelins")

    killed_halfway(url, what)

    assert before == [2, 0]
    assert found(url, "startgeld", "zeppelins") == before
    assert "gelijk aan hun bron" in run(url, "manage.py", "rebuild_published", "--check")
    # Nothing stays locked: the next one goes through.
    assert "2 voorbeelden doorzoekbaar" in run(url, "manage.py", "rebuild_search")
