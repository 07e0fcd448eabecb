"""Parts of a file, its digest, and compression where no proxy does it."""

import base64
import gzip
import hashlib
from typing import Any

import brotli
import pytest
from django.test import Client

from cases import publishing
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db
FILE = "/api/v1/praktijkvoorbeelden/_export"


def test_a_file_that_broke_off_is_gone_on_with_and_found_whole(client: Client) -> None:
    case = PublishedCaseFactory().case
    whole = client.get(FILE)

    def part(asked: str, **headers: str) -> Any:
        return client.get(FILE, headers={"range": asked, "accept-encoding": "br, gzip"} | headers)

    length = len(whole.content)
    assert (whole["Accept-Ranges"], whole["Content-Length"]) == ("bytes", str(length))
    assert whole["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(whole.content).digest()).decode()}:"
    first, rest = part("bytes=0-99"), part("bytes=100-", **{"if-range": whole["ETag"]})
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first["Content-Range"] == f"bytes 0-99/{length}"
    assert (first["Content-Length"], rest["ETag"]) == ("100", whole["ETag"])
    assert first.content + rest.content == whole.content
    assert part("bytes=-10").content == whole.content[-10:]

    none = part(f"bytes={length}-")
    assert (none.status_code, none["Content-Range"]) == (416, f"bytes */{length}")
    assert none["Content-Type"] == "application/problem+json"
    # What is no range, or several, gives all.
    assert [part(asked).status_code for asked in ("bytes=1-2,4-5", "bytes=-", "regels=1-2")] == [200, 200, 200]

    case.approach = "Anders."
    case.save()
    publishing.publish(case=case, by=None)
    changed = part("bytes=100-", **{"if-range": whole["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"].removeprefix("W/") != whole["ETag"]


def test_open_data_is_compressed_as_the_caller_reads_it(client: Client) -> None:
    PublishedCaseFactory()
    plain = client.get(FILE)

    for accepted, encoding, unpack in (("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)):
        packed = client.get(FILE, headers={"accept-encoding": accepted})
        assert packed["Content-Encoding"] == encoding
        assert unpack(packed.content) == plain.content
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert "Accept-Encoding" in packed["Vary"]
        assert "Repr-Digest" not in packed
        held = {"accept-encoding": accepted, "if-none-match": packed["ETag"]}
        assert client.get(FILE, headers=held).status_code == 304
    assert "Content-Encoding" not in plain
