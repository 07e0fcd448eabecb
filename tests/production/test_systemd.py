"""The units of docs/howto/systemd/ run what docker-compose.yml runs, and systemd reads them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.production.containers import ROOT, compose

pytestmark = pytest.mark.once

UNITS = ROOT / "docs" / "howto" / "systemd"
ANALYZE = shutil.which("systemd-analyze")


def commands(unit: str) -> list[str]:
    """Return what a unit runs, in order, without the folder of the programs."""
    return re.findall(r"^ExecStart=/srv/gouden/\.venv/bin/(.+)$", (UNITS / f"{unit}.service").read_text(), re.MULTILINE)


def in_compose(service: str) -> str:
    """Return what a service of docker-compose.yml runs, in one line."""
    return " ".join(compose()["services"][service]["command"])


def test_the_units_run_what_the_containers_run() -> None:
    steps = [in_compose("migrate"), *compose()["services"]["catalogue"]["command"][-1].split(" && ")]

    # The image holds the static files already.
    assert commands("gouden-prepare") == [*steps, "python manage.py collectstatic --no-input --verbosity 0"]
    assert commands("gouden-jobs") == [in_compose("worker")]
    for unit, service in (("gouden-due", "run-due"), ("gouden-mail", "send-mail")):
        (command,) = commands(unit)
        assert f"while true; do {command} || true; sleep" in in_compose(service)


def test_each_unit_reads_the_settings_and_runs_as_nobody_else() -> None:
    for unit in UNITS.glob("*.service"):
        text = unit.read_text()
        for line in ("User=gouden", "EnvironmentFile=/etc/gouden.env", "NoNewPrivileges=true", "ProtectHome=true"):
            assert f"\n{line}\n" in text, (unit.name, line)


def test_the_units_lead_to_each_other_and_systemd_reads_them_where_it_is(tmp_path: Path) -> None:
    named = {name for unit in UNITS.iterdir() for name in re.findall(r"gouden[\w-]*\.service", unit.read_text())}
    assert named <= {unit.name for unit in UNITS.iterdir()}
    assert all(timer.with_suffix(".service").exists() for timer in UNITS.glob("*.timer"))
    if not ANALYZE:
        return

    for unit in UNITS.iterdir():
        # It looks whether the programs are there.
        text = unit.read_text().replace("/srv/gouden/.venv/bin", str(Path(sys.executable).parent))
        (tmp_path / unit.name).write_text(text)
    units = sorted(str(path) for path in tmp_path.iterdir())

    done = subprocess.run([ANALYZE, "verify", *units], capture_output=True, text=True, check=False)

    # What it says of units that are not ours is not ours to mend.
    ours = [line for line in done.stderr.splitlines() if "gouden" in line]
    assert ours == []
