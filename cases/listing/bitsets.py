"""Sets of cases as whole numbers: bit n is the case in slot n."""

from collections.abc import Iterable
from typing import NamedTuple

# Up to so many slots, counting them one by one is quicker than counting the bits of the whole set.
FEW = 256
ONES = bytes.maketrans(b"01", b"\x00\x01")


def bits(slots: Iterable[int]) -> int:
    """Return the set of these slots."""
    wanted = list(slots)
    if not wanted:
        return 0
    octets = bytearray(max(wanted) // 8 + 1)
    for slot in wanted:
        octets[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(octets, "little")


def flags(cases: int, size: int) -> bytes:
    """Return a byte for each of `size` slots: 1 where the set holds it, else 0."""
    return format(cases, f"0{size}b")[::-1].encode().translate(ONES) if size else b""


def slots(marks: bytes) -> list[int]:
    """Return the slots that are marked, lowest first."""
    found, at = [], marks.find(1)
    while at >= 0:
        found.append(at)
        at = marks.find(1, at + 1)
    return found


class Holders(NamedTuple):
    """The cases that hold one value: as a set, or one by one where they are few."""

    number: int
    many: int = 0
    few: tuple[int, ...] = ()

    @classmethod
    def of(cls, members: Iterable[int]) -> "Holders":
        """Return the holders in these slots."""
        wanted = tuple(set(members))
        return cls(len(wanted), few=wanted) if len(wanted) <= FEW else cls(len(wanted), many=bits(wanted))

    @property
    def cases(self) -> int:
        """All of them as a set."""
        return self.many or bits(self.few)

    def among(self, cases: int, marks: bytes) -> int:
        """Return how many of them are in the set `cases`, of which `marks` are the flags."""
        return (self.many & cases).bit_count() if self.many else sum(map(marks.__getitem__, self.few))

    def changed(self, gone: set[int], gone_bits: int, new: Iterable[int]) -> "Holders":
        """Return the holders without those in `gone` (the same twice) and with `new` ones."""
        if not self.many:
            return Holders.of([slot for slot in self.few if slot not in gone] + list(new))
        many = self.many & ~gone_bits | bits(new)
        return Holders(many.bit_count(), many)
