"""Everything that is due: run it every hour."""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases import inquiries, link_checking, mail, missing, uploads, workflow
from cases.quality import duplicates
from cases.submissions import privacy
from gouden.web import quota

logger = logging.getLogger(__name__)


class Step(NamedTuple):
    """Something that is to be done from time to time, and can be done again without harm."""

    # As the log names it.
    name: str
    # As the terminal says it.
    title: str
    run: Callable[[], Any]


STEPS = [
    # The first: what begins or ends today is so for the steps after it.
    Step("new day", "Bijwerken wat vandaag ingaat", workflow.follow_day),
    Step("expired sessions", "Verlopen sessies verwijderen", lambda: call_command("clearsessions")),
    Step("old missed searches", "Oude gemiste zoekvragen wissen", lambda: missing.erase_old(timezone.localdate())),
    Step("probable duplicates", "Mogelijk dubbele voorbeelden zoeken", duplicates.refresh),
    Step("inquiries", "Vragen of voorbeelden nog lopen", inquiries.ask_due),
    Step("reminders", "Eén keer herinneren wie niet antwoordde", inquiries.remind_due),
    Step("old inquiries", "Oude navragen wissen", inquiries.erase_old),
    Step("old submissions", "Oude inzendingen wissen", privacy.erase_old),
    Step("waiting mail", "Wachtende mail versturen", mail.deliver_due),
    Step("undeliverable mail", "Onbestelbare mail wissen", mail.erase_old),
    Step("old counts", "Oude tellingen wissen", quota.erase_old),
    Step("old uploads", "Niet ingelezen bestanden wissen", uploads.erase_old),
    Step("public side", "Openbare voorbeelden vergelijken met hun bron", workflow.mend_next),
    # The last: it waits for others.
    Step("links", "Een deel van de links bezoeken", link_checking.check_due),
]


class Command(BaseCommand):
    """A step that fails does not keep the others from running; the exit code tells of it."""

    help = "Doet wat aan de beurt is. Draai dit elk uur."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [step for step in STEPS if not self.succeeds(step)]
        if failed:
            raise CommandError(f"{len(failed)} van {len(STEPS)} stappen mislukt.")

    def succeeds(self, step: Step) -> bool:
        """Run one step, say and log how it ended, and return whether it went well."""
        fields = {"action": "run due", "object": step.name, "actor": None}
        try:
            step.run()
        except Exception:
            logger.exception("%s failed", step.name, extra=fields | {"result": "failed"})
            self.stdout.write(f"  {step.title}: mislukt")
            return False
        logger.info("%s done", step.name, extra=fields | {"result": "ok"})
        self.stdout.write(f"  {step.title}: gedaan")
        return True
