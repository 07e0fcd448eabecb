"""A PostgreSQL of our own to stop and start, Gouden as it runs in production, and nginx in front of it."""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any, NamedTuple

from tests.child_process import ending_with_us
from tests.production.containers import ROOT, Image, last

START_SECONDS = 60
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""


def postgres_bin() -> Path | None:
    """Return the folder of the newest PostgreSQL on this machine, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return folders[-1] if folders else None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Cluster:
    """A PostgreSQL server in a temporary folder; it refuses to run as root, so root hands it to `postgres`."""

    def __init__(self, data: Path | None = None) -> None:
        """Make one without tables, or a copy of the `data` that `keep` took of another."""
        folder = postgres_bin()
        assert folder
        self.bin = folder
        self.folder = Path(tempfile.mkdtemp(prefix="gouden-postgres-"))
        self.as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_owner:
            shutil.chown(self.folder, "postgres")
        self.port = free_port()
        self.url = f"postgresql://gouden:gouden@127.0.0.1:{self.port}"
        if data:
            shutil.copytree(data, self.folder / "data")
            if self.as_owner:
                subprocess.run(["chown", "-R", "postgres", self.folder / "data"], check=True)
        else:
            self._do("initdb", "--auth=trust", "--username=gouden", "--encoding=UTF8", "--locale=C.UTF-8")
        # The server is nobody's child: this one ends it when the tests were killed.
        stop = " ".join(
            [*self.as_owner, str(self.bin / "pg_ctl"), "stop", "-m", "immediate", "-D", f"{self.folder}/data"]
        )
        self.watch = subprocess.Popen(
            ["sh", "-c", f"while kill -0 {os.getpid()}; do sleep 1; done; {stop}; rm -rf {self.folder}"],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._do("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder / 'log'}", f"--options={options}")

    def stop(self) -> None:
        self._do("pg_ctl", "stop", "--wait", "--silent", "--mode=fast")

    def keep(self, data: Path) -> None:
        """Stop, and leave there what it holds, for others to begin with."""
        self.stop()
        shutil.copytree(self.folder / "data", data)

    def signal(self, number: signal.Signals) -> None:
        """Send this signal to the server and to all its processes."""
        for process in self._processes():
            os.kill(process, number)

    def _processes(self) -> list[int]:
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        return [postmaster, *map(int, children)]

    def freeze(self) -> None:
        """Let it keep its connections and answer nothing, until `thaw`."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def kill(self) -> None:
        """End every process of the server at once, as a machine does that loses its power; return when all are gone."""
        processes = self._processes()
        for process in processes:
            # The children end by themselves too, when they notice that the first is gone.
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        end = time.monotonic() + START_SECONDS
        while any(Path(f"/proc/{process}").exists() for process in processes):
            assert time.monotonic() < end
            time.sleep(0.01)

    def remove(self) -> None:
        self.watch.kill()
        self.watch.wait()
        with suppress(OSError):
            self.thaw()
        subprocess.run(
            [*self.as_owner, str(self.bin / "pg_ctl"), "stop", "-m", "immediate", "-D", str(self.folder / "data")],
            capture_output=True,
            check=False,
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, program: str, *arguments: str) -> None:
        command = [*self.as_owner, str(self.bin / program), "--pgdata", str(self.folder / "data"), *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Answer(NamedTuple):
    status: int
    headers: Message
    body: str


class Nginx:
    """nginx with the block of docs/howto/deploy.md, in front of a server on `port`, with a certificate of its own.

    `patience` stands in for how long it waits for an answer. With `keeping` it keeps pages, by two more blocks.
    """

    def __init__(self, port: int, folder: Path, patience: str = "60s", *, keeping: bool = False) -> None:
        self.port = free_port()
        text = (ROOT / "docs/howto/deploy.md").read_text()
        block, beside, within = re.findall(r"^ *```nginx\n(.*?)^ *```", text, re.M | re.S)
        assert "proxy_read_timeout 60s;" in block
        block = block.replace("proxy_read_timeout 60s;", f"proxy_read_timeout {patience};")
        last = "proxy_buffers 8 32k;"
        assert block.count(last) == 1
        block = block.replace(last, f"{last}\n{within if keeping else ''}")
        beside = beside.replace("/var/cache/nginx", str(folder)) if keeping else ""
        certificate = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=gouden.example", *certificate],
            check=True,
            capture_output=True,
        )
        temporary = "\n".join(
            f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(f"""
            {"user root;" if os.getuid() == 0 else ""}
            daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
            events {{}}
            http {{
                access_log off;
                {temporary}
                {beside}
                server {{
                    listen 127.0.0.1:{self.port} ssl;
                    ssl_certificate {folder}/certificate;
                    ssl_certificate_key {folder}/key;
                    {block.replace("127.0.0.1:8000", f"127.0.0.1:{port}")}
                }}
            }}
        """)
        command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", f"{folder}/error.log"]
        self.process = subprocess.Popen(ending_with_us(command))
        self.tls = ssl.create_default_context(cafile=str(folder / "certificate"))
        self.tls.check_hostname = False
        end = time.monotonic() + START_SECONDS
        while not self._listens():
            assert time.monotonic() < end, (folder / "error.log").read_text()
            time.sleep(0.1)

    def _listens(self) -> bool:
        with suppress(OSError), self.connect():
            return True
        return False

    def connect(self) -> ssl.SSLSocket:
        """Return a connection as a visitor's browser makes it."""
        return self.tls.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=60))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask as a visitor does; a body that is an iterable goes in chunks."""
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=60, context=self.tls)
        with closing(connection):
            connection.request(method, path, body, {"Host": "gouden.example"} | headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


class Site:
    """Gouden under gunicorn by the Dockerfile's CMD, with production settings, behind a proxy that speaks TLS."""

    def __init__(self, image: Image, database_url: str, log: Path, **more: str) -> None:
        self.port = free_port()
        self.log = log
        self.database_url = database_url
        more |= {"DATABASE_URL": database_url}
        environment = image.of("web", GUNICORN_CMD_ARGS=f"--bind 127.0.0.1:{self.port} --graceful-timeout 2", **more)
        with log.open("w") as stream:
            self.process = subprocess.Popen(
                ending_with_us(json.loads(last("CMD"))),
                cwd=image.app,
                env=environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + START_SECONDS
        while self.status("/healthz") != 200:
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)

    def get(self, path: str, *, proxied: bool = True, **headers: str) -> Answer:
        """Ask as the proxy does for a visitor, or bare, as a health check does."""
        passed = {"Host": "gouden.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", path, headers=(passed if proxied else {}) | headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())

    def post(self, path: str, form: str, **headers: str) -> Answer:
        """Send a form as the proxy does for a visitor of this site."""
        passed = {"Host": "gouden.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        passed |= {"Referer": "https://gouden.example/", "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(connection):
            connection.request("POST", path, form, passed | headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())

    def status(self, path: str) -> int:
        """Return the bare status of `path`; 0 when nobody answers."""
        try:
            return self.get(path, proxied=False).status
        except OSError:
            return 0

    def stop(self) -> int:
        """Ask it to stop as Docker does, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def lines(self) -> list[dict[str, str]]:
        """Return its log; every line of it is a JSON object."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]
