"""No website keeps a visit longer than its time, whatever it does, and each ends with a sentence about that website."""

import socket
import time

import pytest
from pytest_django import Settings

from gouden.web.outgoing import cutting, visiting
from gouden.web.outgoing.visiting import Unreachable, visit
from tests.hostile_server import Behaviour, answers, drips, hostile, repeats, says_nothing

# No database has a part in it.
pytestmark = pytest.mark.once
# As long as a visit may take here, and as long as it may take to notice.
TOTAL, MARGIN = 0.6, 0.5
LATE = "de website antwoordt niet op tijd"


@pytest.fixture(autouse=True)
def short(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GOUDEN_VISIT_LOOPBACK = True
    monkeypatch.setattr(visiting, "TOTAL", TOTAL)


def timed(url: str) -> str:
    """Visit `url`, and return what was the matter."""
    began = time.monotonic()
    with pytest.raises(Unreachable) as refused:
        visit(url)
    assert time.monotonic() - began < TOTAL + MARGIN
    return str(refused.value)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "behaviour",
    [
        says_nothing,
        drips(b"HTTP/1.1 200 OK\r\n"),
        repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        repeats(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 4),
        # The beginning of a TLS handshake.
        drips(b"\x16\x03\x03\x40\x00\x02"),
    ],
    ids=["silence", "slow headers", "continue for ever", "a header without end", "slow handshake"],
)
def test_who_never_comes_to_an_end_is_left_in_time(behaviour: Behaviour, scheme: str) -> None:
    with hostile(behaviour) as port:
        said = timed(f"{scheme}://127.0.0.1:{port}/")

    # What is no TLS can be told at once.
    assert said in {LATE, LATE if scheme == "http" else "het certificaat van de website klopt niet"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "de website antwoordt niet"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "de website antwoordt niet"),
        (b"", "de website antwoordt niet"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n", "de website antwoordt niet"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", "de website antwoordt niet"),
    ],
    ids=["another protocol", "no status", "nothing", "many headers", "a huge header"],
)
def test_what_is_no_answer_is_told(answer: bytes, said: str) -> None:
    with hostile(answers(answer)) as port:
        assert timed(f"http://127.0.0.1:{port}/") == said


@pytest.mark.parametrize(
    "location",
    [
        b"http://[bad/",
        b"http://[::1",
        b"//[/",
        b"http://127.0.0.1:99999/",
        b"http://127.0.0.1:-1/",
        b"http://127.0.0.1:http/",
        b"http://127.0.0.1:0/",
        b"http://a..b/",
        b"http://" + b"a" * 70 + b".example/",
        b"http://" + b"a." * 200 + b"example/",
        b"http://xn--\xff.example/",
        b"http://\xe2\x98\x83\xff/",
        b"http://a\x00b/",
        b"http://",
        b"http:///",
        b"http://@/",
        b"javascript:alert(1)",
        b"data:text/html,x",
        b"http://user:pass@[::1]:99999/",
        b"\xff\xfe",
        b"/" + b"a" * 60_000,
    ],
)
def test_a_redirect_to_anything_is_told_or_followed_and_never_an_exception(location: bytes) -> None:
    with hostile(answers(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n")) as port:
        assert timed(f"http://127.0.0.1:{port}/")


def test_redirects_have_their_time_together() -> None:
    with hostile(answers(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", after=0.25)) as port:
        assert timed(f"http://127.0.0.1:{port}/") == LATE


def test_a_page_without_end_is_not_read() -> None:
    begin = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    with hostile(repeats(begin, b"x" * 65_536)) as port:
        assert visit(f"http://127.0.0.1:{port}/") == 404


def test_looking_up_a_name_is_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **kwargs: object) -> list[object]:
        time.sleep(TOTAL + MARGIN)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(cutting.socket, "getaddrinfo", slow)
    assert timed("http://traag.example/") == LATE
