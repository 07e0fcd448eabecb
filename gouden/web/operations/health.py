"""/healthz and /readyz, for whoever watches over the servers."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.module_loading import import_string

from gouden.web.operations.deadlines import within
from gouden.web.operations.writable import FINE, writable

# How long a check may take, in seconds for each statement: whoever watches has little patience.
CHECKING = 3
UNKNOWN = "niet nagegaan"
# The name under which `run_due` keeps that a whole round of it ended well, and how long ago that may be: one hour was
# missed, and the next round may take long.
ROUND = "round"
ROUND_WITHIN = timedelta(hours=3)
# The name under which a worker keeps that it is there, every few seconds, and how long that is believed: a batch takes
# a second, and waits for a verb at most.
WORKER = "worker"
WORKER_WITHIN = timedelta(minutes=1)

OUTDATED = "gemaakt door een andere versie of voor een ander adres: draai manage.py rebuild_published"


class HealthMiddleware:
    """Answers both addresses before anything else looks at the request.

    A health check asks from inside the container, by IP address and without TLS, so neither ALLOWED_HOSTS nor the
    redirect to https may stand in its way. The answers tell nothing that is not public.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.views = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = self.views.get(request.path_info)
        if view is None:
            return self.get_response(request)
        response = view() if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        response.headers["Cache-Control"] = "no-store"
        return response


def healthz() -> HttpResponse:
    """Say that the process is alive. Touches no database: restarting the process would not mend one."""
    return JsonResponse({"status": FINE})


def readyz() -> HttpResponse:
    """Say whether a visitor can be sent here: 200, or 503 with what is the matter."""
    found = checks()
    ready = all(result == FINE for result in found.values())
    return JsonResponse(
        {
            "status": "gereed" if ready else "niet gereed",
            "controles": found,
            "laatsteRonde": last_round(found),
            "werker": worker(found),
            "openbareKant": public_side(found),
        },
        status=200 if ready else 503,
    )


def checks() -> dict[str, str]:
    """Return what each check found, by name. What cannot be checked without the one before it says so."""
    with within(CHECKING):
        found = _tables()
        return found | {"schrijven": writable() if found["database"] == FINE else UNKNOWN}


def _tables() -> dict[str, str]:
    """Return whether the tables are there and hold something."""
    found = {"database": FINE, "migraties": UNKNOWN, "catalogus": UNKNOWN}
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return found | {"database": "onbereikbaar"}
    found["migraties"] = f"{len(waiting)} nog niet uitgevoerd" if waiting else FINE
    try:
        there = apps.get_model(settings.GOUDEN_READY_MODEL)._default_manager.exists()
    except Error:  # its table is among the migrations that wait
        return found
    return found | {"catalogus": FINE if there else "leeg"}


def last_round(found: dict[str, str]) -> dict[str, str | int | None]:
    """Return when `run_due` last ended well, how many minutes ago that is, and whether that is recent enough.

    Never a reason for 503: a site without its hourly work can be visited. Whoever watches it reads `oordeel`.
    """
    ended, verdict = _ended_well(ROUND, found, ROUND_WITHIN)
    return {
        "geslaagd": ended.isoformat(timespec="seconds") if ended else None,
        "minutenGeleden": int((timezone.now() - ended).total_seconds() // 60) if ended else None,
        "oordeel": verdict,
    }


def worker(found: dict[str, str]) -> dict[str, str | None]:
    """Return when a worker was last seen, and whether that is recent enough; nor is this ever a reason for 503."""
    if not settings.GOUDEN_WORKER:
        return {"gezien": None, "oordeel": "niet ingesteld"}
    seen, verdict = _ended_well(WORKER, found, WORKER_WITHIN)
    return {"gezien": seen.isoformat(timespec="seconds") if seen else None, "oordeel": verdict}


def public_side(found: dict[str, str]) -> str:
    """Return whether what readers see was made by this version, for the address it has now; never a reason for 503."""
    if found["catalogus"] != FINE:
        return UNKNOWN
    try:
        with within(CHECKING):
            return OUTDATED if import_string(settings.GOUDEN_OUTDATED)() else FINE
    except Error:  # its table is among the migrations that wait
        return UNKNOWN


def _ended_well(name: str, found: dict[str, str], within_time: timedelta) -> tuple[datetime | None, str]:
    """Return when the step with this name last ended well, with whether that is recent enough."""
    if found["database"] != FINE:
        return None, UNKNOWN
    try:
        with within(CHECKING):
            step = apps.get_model(settings.GOUDEN_STEP_MODEL)._default_manager.filter(name=name).first()
    except Error:  # its table is among the migrations that wait
        return None, UNKNOWN
    if step is None or step.ended_well_at is None:
        return None, "nog nooit"
    ended: datetime = step.ended_well_at
    return ended, FINE if timezone.now() - ended <= within_time else "te lang geleden"
