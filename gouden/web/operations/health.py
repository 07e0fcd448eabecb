"""/healthz and /readyz, for whoever watches over the servers."""

from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from gouden.web.operations.deadlines import within
from gouden.web.operations.writable import FINE, writable

# How long a check may take, in seconds for each statement: whoever watches has little patience.
CHECKING = 3
UNKNOWN = "niet nagegaan"
# The name under which `run_due` keeps that a whole round of it ended well, and how long ago that may be: one hour was
# missed, and the next round may take long.
ROUND = "round"
ROUND_WITHIN = timedelta(hours=3)


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
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def healthz() -> HttpResponse:
    """Say that the process is alive. Touches no database: restarting the process would not mend one."""
    return JsonResponse({"status": FINE})


def readyz() -> HttpResponse:
    """Say whether a visitor can be sent here: 200, or 503 with what is the matter."""
    found = checks()
    ready = all(result == FINE for result in found.values())
    return JsonResponse(
        {"status": "gereed" if ready else "niet gereed", "controles": found, "laatsteRonde": last_round(found)},
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
    unknown: dict[str, str | int | None] = {"geslaagd": None, "minutenGeleden": None, "oordeel": UNKNOWN}
    if found["database"] != FINE:
        return unknown
    try:
        with within(CHECKING):
            ended = apps.get_model(settings.GOUDEN_STEP_MODEL)._default_manager.filter(name=ROUND).first()
    except Error:  # its table is among the migrations that wait
        return unknown
    if ended is None or ended.ended_well_at is None:
        return {"geslaagd": None, "minutenGeleden": None, "oordeel": "nog nooit"}
    age = timezone.now() - ended.ended_well_at
    return {
        "geslaagd": ended.ended_well_at.isoformat(timespec="seconds"),
        "minutenGeleden": int(age.total_seconds() // 60),
        "oordeel": FINE if age <= ROUND_WITHIN else "te lang geleden",
    }
