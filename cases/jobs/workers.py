"""Whether a worker is there: it says so every few seconds, in a row of its own among the steps of `run_due`."""

from django.conf import settings
from django.utils import timezone

from cases.models import StepRun
from gouden.web.operations.health import WORKER, WORKER_WITHIN

# How often it says so, in seconds.
EVERY = 10


def seen() -> None:
    """Keep that a worker is there now."""
    now = timezone.now()
    StepRun.objects.update_or_create(
        name=WORKER, defaults={"ended_well_at": now}, create_defaults={"started_at": now, "ended_well_at": now}
    )


def is_there() -> bool:
    """Whether what is put in the queue now is taken up soon; where there is no queue, it is done already."""
    since = timezone.now() - WORKER_WITHIN
    return not settings.GOUDEN_WORKER or StepRun.objects.filter(name=WORKER, ended_well_at__gte=since).exists()
