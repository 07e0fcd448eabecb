"""Where kept pages are: those that this process holds, and those that all processes share."""

import hashlib
import logging
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import orjson
from django.conf import settings
from django.core.cache import caches

from gouden.web.http.encodings import compressed, decompressed

logger = logging.getLogger(__name__)

# How many pages a process holds at most, and of its room how much is for what was asked again: many pages that are each
# asked for once, as by a crawler, do not push out those.
MOST_PAGES, PROTECTED = 5_000, 0.8
# What holding a page takes beside its bodies, in bytes.
OVERHEAD = 1_500
# In seconds: how long the shared cache keeps what nobody asks for, and is left alone after a fault.
SHARED_FOR, PAUSE = 26 * 60 * 60, 30.0
LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was rendered for one tag: its headers, and its body by each encoding that was asked for."""

    tag: str
    headers: Mapping[str, str]
    bodies: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """What holding it takes, in bytes."""
        return OVERHEAD + sum(map(len, self.bodies.values()))

    def plain(self) -> bytes:
        """Return the body as it was rendered."""
        encoding, body = next(iter(self.bodies.items()))
        return decompressed(body, encoding)

    def also(self, encoding: str) -> "KeptPage":
        """Return the page with its body in one more encoding."""
        bodies = {**self.bodies, encoding: compressed(self.plain(), encoding)}
        return KeptPage(self.tag, self.headers, bodies)

    def packed(self) -> bytes:
        """Return it as bytes: the length of what describes it, that as JSON, and the bodies."""
        lengths = {encoding: len(body) for encoding, body in self.bodies.items()}
        head = orjson.dumps([self.tag, dict(self.headers), lengths])
        return b"".join([LENGTH.pack(len(head)), head, *self.bodies.values()])

    @classmethod
    def unpacked(cls, packed: bytes) -> "KeptPage":
        """Return what `packed` made bytes of. Raises ValueError for anything else."""
        if len(packed) < LENGTH.size:
            raise ValueError("too short for a page")
        start = LENGTH.size + LENGTH.unpack_from(packed)[0]
        tag, headers, lengths = orjson.loads(packed[LENGTH.size : start])
        bodies = {}
        for encoding, length in lengths.items():
            bodies[encoding] = packed[start : start + length]
            start += length
        if start != len(packed):
            raise ValueError("not as long as a page says it is")
        return cls(tag, headers, bodies)


class PageStore:
    """The pages of this process by address, in two parts: asked for once, and asked for again, the latest last."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._once: OrderedDict[str, KeptPage] = OrderedDict()
        self._again: OrderedDict[str, KeptPage] = OrderedDict()
        # Of both together, and of `_again` alone.
        self._bytes = self._bytes_again = 0

    def __len__(self) -> int:
        return len(self._once) + len(self._again)

    @property
    def bytes(self) -> int:
        """What all of them take."""
        return self._bytes

    def get(self, address: str, tag: str) -> KeptPage | None:
        """Return the page at `address`, when it is that of `tag`."""
        with self._lock:
            page = self._again.get(address) or self._once.get(address)
            if page is None or page.tag != tag:
                return None
            self._take_out(address)
            self._put_in(self._again, address, page)
            self._make_room()
            return page

    def put(self, address: str, page: KeptPage) -> None:
        """Hold `page` in the place of what was held at its address."""
        with self._lock:
            part = self._again if address in self._again else self._once
            self._take_out(address)
            self._put_in(part, address, page)
            self._make_room()

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._once.clear()
            self._again.clear()
            self._bytes = self._bytes_again = 0

    def _put_in(self, part: OrderedDict[str, KeptPage], address: str, page: KeptPage) -> None:
        part[address] = page
        self._bytes += page.size
        if part is self._again:
            self._bytes_again += page.size

    def _take_out(self, address: str) -> None:
        if page := self._again.pop(address, None):
            self._bytes_again -= page.size
        else:
            page = self._once.pop(address, None)
        if page:
            self._bytes -= page.size

    def _make_room(self) -> None:
        """Hold what was not asked for longest as if it was asked once, and then not at all."""
        while self._bytes_again > PROTECTED * self.most_bytes or len(self._again) > PROTECTED * MOST_PAGES:
            address, page = next(iter(self._again.items()))
            self._take_out(address)
            self._put_in(self._once, address, page)
        while self._bytes > self.most_bytes or len(self) > MOST_PAGES:
            self._take_out(next(iter(self._once or self._again)))


class SharedPages:
    """The pages that all processes share (CACHES["pages"]). Who cannot reach them goes on without."""

    def __init__(self) -> None:
        self._until = 0.0

    @cached_property
    def made_by(self) -> str:
        """What of this installation decides how a page looks: its release, and its settings of ours."""
        ours = {name: repr(getattr(settings, name)) for name in dir(settings) if name.startswith("GOUDEN_")}
        return hashlib.sha256(orjson.dumps(ours, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def get(self, address: str, tag: str) -> KeptPage | None:
        """Return the page at `address` that is that of `tag`; None where there is none, or no cache that answers."""
        if time.monotonic() < self._until:
            return None
        try:
            packed = caches["pages"].get(self._key(address, tag))
            page = KeptPage.unpacked(packed) if packed else None
        except Exception:  # every kind of cache has faults of its own
            self._pause()
            return None
        return page if page and page.tag == tag else None

    def put(self, address: str, page: KeptPage) -> None:
        """Hold `page`; not where no cache answers."""
        if time.monotonic() < self._until:
            return
        try:
            caches["pages"].set(self._key(address, page.tag), page.packed(), SHARED_FOR)
        except Exception:  # as above
            self._pause()

    def _key(self, address: str, tag: str) -> str:
        return hashlib.sha256("\0".join([self.made_by, tag, address]).encode()).hexdigest()

    def _pause(self) -> None:
        logger.warning("the shared cache of pages does not answer", exc_info=True)
        self._until = time.monotonic() + PAUSE


class BytesOnly:
    """How Redis gets what is kept, in place of pickles: who can write there may not run code here."""

    def dumps(self, value: bytes) -> bytes:
        """Return the value as it is."""
        return value

    def loads(self, value: bytes) -> bytes:
        """Return the value as it is."""
        return value
