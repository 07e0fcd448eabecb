"""Of very many vectors those near to what is asked are found by a sketch, and then compared as they are."""

import numpy
import pytest

from cases.search.meaning import block
from cases.search.meaning.block import Block, Near
from cases.search.meaning.storage import as_bytes

CASES, PASSAGES = 400, 3


def vectors(size: int) -> numpy.ndarray[tuple[int, int], numpy.dtype[numpy.float32]]:
    """Vectors that have much in common, as those of texts have, and those of one case more."""
    random = numpy.random.default_rng(7)
    common, cases = 2 * random.standard_normal(size), random.standard_normal((CASES, 1, size))
    made = common + cases + random.standard_normal((CASES, PASSAGES, size))
    return made.reshape(CASES * PASSAGES, size).astype(numpy.float32)


def nearest(held: Block, asked: numpy.ndarray, wanted: numpy.ndarray | None = None) -> list[Near]:
    everything = numpy.ones(CASES, dtype=bool)
    return held.nearest(asked / numpy.linalg.norm(asked), 10, everything if wanted is None else wanted)


@pytest.mark.parametrize("size", [384, 70])
def test_a_sketch_finds_what_comparing_every_vector_finds(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = vectors(size)
    # One has no vector yet.
    held = b"".join([*as_bytes(made[:-1]), bytes(size)])
    every = Block(range(CASES), [PASSAGES] * CASES, held)
    monkeypatch.setattr(block, "EVERY", 0)
    monkeypatch.setattr(block, "COMPARED", CASES // 4)
    sketched = Block(range(CASES), [PASSAGES] * CASES, held)
    assert every.sketch is None
    assert sketched.sketch

    asked = made[::60] + made[30::60] / 2
    same = [len({*nearest(every, one)} & {*nearest(sketched, one)}) for one in asked]
    assert sum(same) >= 0.95 * 10 * len(asked)
    best = [nearest(every, one)[0].case for one in asked]
    assert [nearest(sketched, one)[0].case for one in asked] == best


def test_only_what_is_wanted_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "EVERY", 0)
    monkeypatch.setattr(block, "COMPARED", 20)
    made = vectors(64)
    held = Block(range(CASES), [PASSAGES] * CASES, b"".join(as_bytes(made)))
    even = numpy.arange(CASES) % 2 == 0

    assert {near.case % 2 for near in nearest(held, made[3], even)} == {0}
    assert [near.case for near in nearest(held, made[3], numpy.arange(CASES) == 399)] == [399]
    assert nearest(held, made[3], numpy.zeros(CASES, dtype=bool)) == []
