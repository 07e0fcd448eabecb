"""Asking over loopback, eight at a time, and what that took."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles
from types import MappingProxyType

from benchmarks.servers import Server

CONCURRENCY = 8
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Measurement:
    """One run of one part on one server; times in milliseconds."""

    cpu: float
    per_second: float
    p50: float
    p95: float
    memory: float


def drive(
    server: Server, addresses: list[str], headers: Mapping[str, str] = NONE, tags: Mapping[str, str] = NONE
) -> Measurement:
    """Ask all `addresses`, each of eight connections its share, and return what it took a request.

    `tags` are the ETags that who asks has already, by address: the answer is then 304.
    """
    shares = [addresses[n::CONCURRENCY] for n in range(CONCURRENCY)]
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        cpu, start = server.cpu_ms(), time.perf_counter()
        times = [
            taken for share in pool.map(lambda share: ask(server.port, share, headers, tags), shares) for taken in share
        ]
        elapsed, used = time.perf_counter() - start, server.cpu_ms() - cpu
    return Measurement(
        cpu=used / len(addresses),
        per_second=len(addresses) / elapsed,
        p50=median(times),
        p95=quantiles(times, n=20)[-1],
        memory=server.memory_mb(),
    )


def ask(
    port: int, addresses: list[str], headers: Mapping[str, str] = NONE, tags: Mapping[str, str] = NONE
) -> list[float]:
    """Ask `addresses` one after the other over one connection; raises RuntimeError unless each answers 200, or 304."""
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    times = []
    for address in addresses:
        start = time.perf_counter()
        held = {"If-None-Match": tags[address]} if address in tags else {}
        connection.request("GET", address, headers={**headers, **held})
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - start) * 1000)
        if response.status != (304 if held else 200):
            raise RuntimeError(f"{address} on port {port} answers {response.status}")
    connection.close()
    return times


def medians(runs: list[Measurement]) -> Measurement:
    """Return the median of each figure."""
    names = ("cpu", "per_second", "p50", "p95", "memory")
    return Measurement(**{name: median(getattr(run, name) for run in runs) for name in names})
