"""Whether a worker is there: it says so every few seconds, in a row of its own among the steps of `run_due`."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cases.models import StepRun

NAME = "worker"
# How often it says so, in seconds, and how long it is believed: a batch takes a second, and waits for a verb at most.
EVERY, BELIEVED = 10, timedelta(minutes=1)


def seen() -> None:
    """Keep that a worker is there now."""
    now = timezone.now()
    StepRun.objects.update_or_create(
        name=NAME, defaults={"ended_well_at": now}, create_defaults={"started_at": now, "ended_well_at": now}
    )


def is_there() -> bool:
    """Whether what is put in the queue now is taken up soon; where there is no queue, it is done already."""
    since = timezone.now() - BELIEVED
    return not settings.GOUDEN_WORKER or StepRun.objects.filter(name=NAME, ended_well_at__gte=since).exists()
