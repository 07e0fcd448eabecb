"""The worker: does what takes longer than a request, one job after another, until it is asked to stop."""

import logging
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from cases import jobs
from cases.jobs import workers
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# How often it looks for work, and how long it waits for a database that is away, in seconds.
INTERVAL, PAUSE = 0.5, 5.0


class Command(BaseCommand):
    """django-tasks-db's own worker, one task at a time, between which this one says that it is there.

    `db_worker` does not: it ends where the database is away, and leaves for ever what a killed one was at.
    """

    help = "Doet het werk dat langer duurt dan een verzoek. Draai dit naast de site; stoppen kan altijd."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, metavar="PID", help="Stop wanneer dit proces er niet meer is.")

    def handle(self, *args: Any, parent: int | None = None, **options: Any) -> None:
        # What it says of signals is English and for whoever runs it by hand; a failed job logs itself.
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        worker = one_task_at_a_time()
        worker.configure_signals()
        logger.info("worker started", extra=event("work", "jobs", "started"))
        self.seen_at = 0.0
        while worker.running and parent in {None, os.getppid()}:
            try:
                busy, pause = self.look(worker), INTERVAL
            except (OperationalError, InterfaceError):
                logger.warning(
                    "the worker waits for the database", exc_info=True, extra=event("work", "jobs", "failed")
                )
                busy, pause = False, PAUSE
            if not busy:
                time.sleep(pause)

    def look(self, worker: Worker) -> bool:
        """Do one task if there is one; return whether there was."""
        close_old_connections()
        if time.monotonic() - self.seen_at >= workers.EVERY:
            workers.seen()
            jobs.take_up_silent()
            jobs.make_vectors()
            self.seen_at = time.monotonic()
        # Looking costs no lock; the worker takes one.
        if not DBTaskResult.objects.ready().exists():
            return False
        worker.run()
        return True


def one_task_at_a_time() -> Worker:
    """Return a worker whose `run` does one task and comes back."""
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
