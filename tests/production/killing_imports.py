"""Kills a process while it reads a file in, again and again, and looks after each: all of it is there or nothing."""

import json
import re
import sys
from collections import Counter
from io import StringIO
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client

from cases import publishing
from cases.models import Case, CatalogueState, PublishedCase, Revision, Upload
from municipalities.models import Organisation
from tests.cases.admin.transfer.files import address, csv_of, look
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory, UserFactory
from tests.production.killing import Killer

ROWS = 10


class Editor:
    """Gives rows another name by a file, each time with the number of the round in it."""

    def __init__(self, model: Any, columns: tuple[str, str]) -> None:
        self.model, self.columns = model, columns
        self.client = Client()
        self.client.force_login(UserFactory(is_superuser=True))
        self.token, self.round = "", 0

    def look(self) -> None:
        """Choose the file of the next round; nothing is read in yet."""
        self.round += 1
        rows = [[f"rij-{row}", f"Rij {row} van ronde {self.round}"] for row in range(ROWS)]
        page = look(self.client, self.model, csv_of(self.columns, *rows))
        found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
        assert found
        self.token = found[1]

    def confirm(self) -> None:
        answer = self.client.post(address(self.model, "confirm_import"), {"token": self.token})
        assert answer.status_code == 302


def prepare() -> None:
    """Make a public case with organisations, and drafts."""
    call_command("migrate", verbosity=0)
    shown = CaseFactory(with_source=True)
    for row in range(ROWS):
        organisation = OrganisationFactory(slug=f"rij-{row}", name=f"Rij {row} van ronde 0")
        ParticipationFactory(case=shown, organisation=organisation)
        CaseFactory(slug=f"rij-{row}", title=f"Rij {row} van ronde 0")
    publishing.publish(case=shown, by=None)


def rounds(names: Any) -> set[int]:
    """Return the rounds these names are of."""
    return {int(name.rpartition(" ")[2]) for name in names}


def state(model: Any) -> dict[str, Any]:
    """Return what a file changes when it is read in, wherever that can be seen."""
    if model is Case:
        seen = {
            "rows": rounds(Case.objects.filter(slug__startswith="rij-").values_list("title", flat=True)),
            "revisions": rounds(
                Revision.objects.order_by("-number", "-pk")[:ROWS].values_list("snapshot__title", flat=True)
            ),
            "number of revisions": Revision.objects.count(),
        }
    else:
        seen = {
            "rows": rounds(Organisation.objects.values_list("name", flat=True)),
            "public": rounds(row["naam"] for row in PublishedCase.objects.get().record["deelnemers"]),
            "events": CatalogueState.objects.get().number,
        }
    return seen | {"log": LogEntry.objects.count(), "waiting": Upload.objects.count()}


def kill_imports(model: Any, columns: tuple[str, str], times: int) -> Counter[str]:
    """Kill the reading in of `times` files; return how often nothing and how often all of it was there."""
    editor = Editor(model, columns)
    editor.look()
    killer = Killer(editor.confirm, times)
    old = state(model)
    editor.look()
    killer.measure()
    new = state(model)
    steps = {name: new[name] - old[name] for name in new if isinstance(new[name], int)}
    found: Counter[str] = Counter()
    for number in range(times):
        editor.look()
        old = state(model)
        stopped = killer.kill(number)
        here, all_of_it = state(model), {editor.round}
        if here == old:
            found["nothing"] += 1
        else:
            assert not stopped
            assert here == {
                name: all_of_it if isinstance(value, set) else value + steps[name] - (name == "waiting")
                for name, value in old.items()
            }
            found["all"] += 1
    # Nothing stays locked.
    editor.look()
    editor.confirm()
    assert state(model)["rows"] == {editor.round}
    return found


def run(times: int) -> None:
    """Say in JSON of each kind how often nothing and how often all of it was there."""
    prepare()
    found = {
        "cases": kill_imports(Case, ("adresnaam", "titel"), times),
        "organisations": kill_imports(Organisation, ("adresnaam", "naam"), times),
    }
    call_command("rebuild_published", check=True, stdout=StringIO())
    sys.stdout.write(json.dumps(found))
