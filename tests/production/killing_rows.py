"""Kills a process in the middle of a verb on a reference row, again and again: all of it is done then, or nothing.

What readers and partners see, the versions, the events and the history must tell the same.
"""

import json
import sys
from collections import Counter
from io import StringIO
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.models import PublicationEvent, ReferenceRevision
from municipalities.models import Organisation
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory, UserFactory
from tests.production.killing import Killer

VERBS = ("publish", "withdraw", "delete")


class Trial:
    """A verb that an editor asks for by the admin, and all in which can be seen whether it was done."""

    def __init__(self, verb: str) -> None:
        self.verb, self.round = verb, 0
        self.client = Client()
        self.client.force_login(UserFactory(is_superuser=True))
        self.row: Organisation = OrganisationFactory(name=f"Rij om te {verb}", slug=f"rij-{verb}")
        if verb == "publish":
            self.case = CaseFactory(with_source=True)
            ParticipationFactory(case=self.case, organisation=self.row)
            publishing.publish(case=self.case, by=None)

    @transaction.atomic
    def set_up(self) -> None:
        """Bring the row to where the verb starts."""
        self.round += 1
        if self.verb == "delete":
            if not Organisation.objects.filter(pk=self.row.pk).exists():
                self.row = OrganisationFactory(slug=f"rij-{self.verb}-{self.round}")
                publishing.tell_rows(PublicationEvent.Kind.PUBLISHED, [self.row])
            return
        self.row = Organisation.objects.get(pk=self.row.pk)
        if self.verb == "withdraw":
            if not self.row.is_public:
                publishing.publish_row(row=self.row, by=None)
            return
        saving = publishing.Saving(self.row, by=None)
        saving.show_latest(self.row)
        self.row.name = f"Ronde {self.round}"
        self.row.save()
        saving.done(self.row, draft=True)

    def act(self) -> None:
        version = ReferenceRevision.objects.of(self.row).values_list("number", flat=True).first() or 0
        data: dict[str, Any] = {"post": "yes", "versie": version, "reason": "Dubbel."}
        url = reverse(f"admin:municipalities_organisation_{self.verb}", args=[self.row.pk])
        assert self.client.post(url, data).status_code == 302

    def look(self) -> dict[str, Any]:
        """Return what the verb changes, wherever that can be seen."""
        page = self.client.get(f"/organisaties/{self.row.slug}/")
        found = Organisation.objects.filter(pk=self.row.pk).values("name", "public_number", "published_at").first()
        seen: dict[str, Any] = {
            "row": found,
            "versions": ReferenceRevision.objects.of(self.row).count(),
            "page": page.status_code,
            "name": f"Ronde {self.round}" in page.content.decode(),
            "id": self.client.get(f"/id/organisatie/{self.row.identifier}").status_code,
            "partners": self.client.get(f"/api/v1/organisaties/{self.row.slug}").status_code,
            "events": PublicationEvent.objects.count(),
            "history": LogEntry.objects.count(),
        }
        if self.verb == "publish":
            seen["case"] = f"Ronde {self.round}" in str(
                self.client.get(f"/api/v1/praktijkvoorbeelden/{self.case.slug}").json()
            )
        return seen

    def done(self, old: dict[str, Any]) -> dict[str, Any]:
        """Return what must be seen once all of it is done."""
        new = old | {"history": old["history"] + 1, "events": old["events"] + 1}
        if self.verb == "publish":
            # One of the row and one of the case that names it.
            row = old["row"] | {"name": f"Ronde {self.round}", "public_number": old["versions"]}
            return new | {"row": row, "name": True, "case": True, "events": old["events"] + 2}
        gone = {"page": 410, "id": 410, "partners": 410, "name": False}
        if self.verb == "withdraw":
            # Who withdraws first keeps what there was as the first version.
            versions = max(1, old["versions"])
            row = old["row"] | {"published_at": None, "public_number": versions}
            return new | gone | {"row": row, "versions": versions}
        return new | gone | {"row": None, "versions": 0}


def kill_verb(verb: str, times: int) -> Counter[str]:
    """Kill `times` processes that do a verb; return how often nothing and how often all of it was done."""
    trial = Trial(verb)
    trial.set_up()
    killer = Killer(trial.act, times)
    trial.set_up()
    killer.measure()
    found: Counter[str] = Counter()
    for number in range(times):
        trial.set_up()
        old = trial.look()
        stopped = killer.kill(number)
        now = trial.look()
        if now == old:
            found["nothing"] += 1
        else:
            assert not stopped
            assert now == trial.done(old), (verb, old, now)
            found["all"] += 1
    # Nothing stays locked.
    trial.set_up()
    trial.act()
    return found


def run(times: int) -> None:
    """Say in JSON of each verb how often nothing and how often all of it was done."""
    call_command("migrate", verbosity=0)
    found = {verb: kill_verb(verb, times) for verb in VERBS}
    orphans = ReferenceRevision.objects.exclude(row__in=Organisation.objects.order_by().values("pk"))
    assert not orphans.exists()
    call_command("rebuild_published", check=True, stdout=StringIO())
    sys.stdout.write(json.dumps(found))
