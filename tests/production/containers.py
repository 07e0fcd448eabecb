"""What Dockerfile, docker-compose.yml and .env.example say, to run it without a container engine."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::[-?]([^}]*))?\}")
# What the image must not need: the machine's own settings.
OURS = {
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "GUNICORN_CMD_ARGS",
}


# What an administrator fills in.
SECRETS = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "POSTGRES_PASSWORD": "fedcba9876543210" * 4,
    "GOUDEN_CONTROLLER_NAME": "Gemeente Voorbeeld",
    "GOUDEN_CONTROLLER_ADDRESS": "Postbus 1, 1234 AB Voorbeeld",
    "GOUDEN_PRIVACY_OFFICER_EMAIL": "fg@gouden.example",
    "GOUDEN_LEGAL_BASIS": "algemeen belang",
    "GOUDEN_PROCESSORS": "Voorbeeld Hosting (server)",
}


def dotenv() -> dict[str, str]:
    """Return .env.example as an administrator fills it in."""
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    said = {name: value.strip('"') for name, value in lines}
    return said | SECRETS


def compose() -> dict[str, Any]:
    """Return docker-compose.yml with its variables filled in from `dotenv`."""
    values = dotenv()

    def value(match: re.Match[str]) -> str:
        return values.get(match[1]) or (match[2] or "")

    content: dict[str, Any] = yaml.safe_load(VARIABLE.sub(value, (ROOT / "docker-compose.yml").read_text()))
    return content


def stages() -> list[list[tuple[str, str]]]:
    """Return the instructions of the Dockerfile and their arguments, per stage."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    found: list[list[tuple[str, str]]] = []
    for line in filter(str.strip, text.splitlines()):
        instruction, _, argument = line.partition(" ")
        if instruction == "FROM":
            found.append([])
        found[-1].append((instruction, argument.strip()))
    return found


def last(instruction: str) -> str:
    """Return the argument of the last such instruction in the image's own stage."""
    return [argument for name, argument in stages()[-1] if name == instruction][-1]


def image_environment() -> dict[str, str]:
    """Return what the image sets, without its PATH."""
    words = [word for name, argument in stages()[-1] if name == "ENV" for word in argument.split()]
    return {name: value for name, _, value in (word.partition("=") for word in words) if name != "PATH"}


def machine() -> dict[str, str]:
    """Return this machine's environment without what is Gouden's own."""
    return {name: value for name, value in os.environ.items() if name not in OURS and "GOUDEN" not in name}


class Image:
    """What the build leaves behind: the application in a folder, and an environment to run it with.

    With GOUDEN_FULL_IMAGE the virtual environment is built by the Dockerfile's lines too, and holds nothing else.
    Without it (it takes half a minute) the one that runs the tests does.
    """

    def __init__(self, folder: Path) -> None:
        self.app = folder / "app"
        self.venv = folder / "venv"
        self.full = bool(os.environ.get("GOUDEN_FULL_IMAGE"))
        self.path = f"{self.venv}/bin:{sys.base_prefix}/bin" if self.full else str(Path(sys.executable).parent)
        folder.mkdir(exist_ok=True)
        # All processes of a run of the tests share it, as containers do: the first builds it, the others wait.
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "built").exists():
                self._build()
                (folder / "built").touch()

    def _build(self) -> None:
        (self.venv / "lib").mkdir(parents=True)
        shutil.copytree(ROOT, self.app, ignore=_ignored)
        for instruction, line in stages()[0]:
            if instruction == "RUN" and (self.full or not re.match(r"python -m venv|pip install", line)):
                self.run(["sh", "-c", line], self.environment())

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a command in the image that gets nothing else, then `more`."""
        return machine() | {"PATH": f"{self.path}:{os.environ['PATH']}"} | more

    def of(self, service: str, **more: str) -> dict[str, str]:
        """Return the environment in which this service of docker-compose.yml runs, then `more`."""
        of_service = compose()["services"][service]["environment"]
        return self.environment(**image_environment() | dotenv() | of_service | more)

    def here(self, command: list[str]) -> list[str]:
        """Return `command` with the container's folders replaced by those here."""
        return [word.replace("/opt/venv", str(self.venv)).replace("/app", str(self.app)) for word in command]

    def run(self, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run `command` as the container would; fail with what it said."""
        done = subprocess.run(
            self.here(command), cwd=self.app, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done

    def files(self) -> dict[str, int]:
        """Return every file of the application and when it changed."""
        return {str(path): path.stat().st_mtime_ns for path in self.app.rglob("*") if path.is_file()}


def _ignored(folder: str, names: list[str]) -> set[str]:
    """Return what .dockerignore leaves out of the build.

    Its patterns are for the top, `docs/*` for one folder of it with `!` before what stays, or `**/` for anywhere.
    """
    patterns = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    top = f"{Path(folder).relative_to(ROOT)}/".removeprefix("./") if Path(folder).is_relative_to(ROOT) else "-"
    within = [pattern.replace(top, "", 1) for pattern in patterns if pattern.lstrip("!").startswith(top)]
    here = [pattern for pattern in within if "/" not in pattern]
    anywhere = [pattern.removeprefix("**/") for pattern in patterns if pattern.startswith("**/")]
    kept = {pattern.removeprefix("!") for pattern in here if pattern.startswith("!")}
    return {name for name in names if any(fnmatch(name, pattern) for pattern in [*here, *anywhere])} - kept


def shell_lines(page: str, start: str = "") -> Iterator[str]:
    """Yield the commands in the `sh` blocks of a page in docs/howto/ that begin with `start`."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", (ROOT / "docs" / "howto" / page).read_text(), re.M | re.S):
        yield from (line.strip() for line in block.splitlines() if line.strip().startswith(start))
