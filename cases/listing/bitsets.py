"""Sets of cases as whole numbers: bit n is the case in slot n."""

from collections.abc import Iterable
from typing import NamedTuple

# Up to so many slots, counting them one by one is quicker than counting the bits of the whole set.
COUNTED_APART = 256
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


def slots(flagged: bytes) -> list[int]:
    """Return the slots that are flagged, lowest first."""
    found, at = [], flagged.find(1)
    while at >= 0:
        found.append(at)
        at = flagged.find(1, at + 1)
    return found


class CaseSet(NamedTuple):
    """The cases with one value: as a bitset, or one by one where they are few."""

    number: int
    many: int = 0
    few: tuple[int, ...] = ()

    @classmethod
    def of(cls, members: Iterable[int]) -> "CaseSet":
        """Return the set of the cases in these slots."""
        wanted = tuple(set(members))
        return cls(len(wanted), few=wanted) if len(wanted) <= COUNTED_APART else cls(len(wanted), many=bits(wanted))

    @classmethod
    def holding(cls, cases: int) -> "CaseSet":
        """Return the set of the cases in this bitset."""
        number = cases.bit_count()
        return cls(number, many=cases) if number > COUNTED_APART else cls.of(slots(flags(cases, cases.bit_length())))

    @property
    def cases(self) -> int:
        """All of them as a bitset."""
        return self.many or bits(self.few)

    def among(self, cases: int, flagged: bytes) -> int:
        """Return how many of them are in the set `cases`, of which `flagged` are the flags."""
        return (self.many & cases).bit_count() if self.many else sum(map(flagged.__getitem__, self.few))

    def changed(self, gone: set[int], gone_bits: int, new: Iterable[int]) -> "CaseSet":
        """Return the set without those in `gone` (the same twice) and with `new` ones."""
        if not self.many:
            return CaseSet.of([slot for slot in self.few if slot not in gone] + list(new))
        many = self.many & ~gone_bits | bits(new)
        return CaseSet(many.bit_count(), many)
