"""Vectors in one bit a number, by which it is soon seen which of very many are not near.

Gao and Long, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound" (2024), without its rotation,
which added nothing here: of what a vector differs from the mean of all, only the signs are kept, with what makes of
these an estimate of how near it is. What is asked is kept in four bits a number.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

    type Numbers = numpy.ndarray[Any, numpy.dtype[Any]]

# In how many bits a number of what is asked is kept.
BITS = 4
# As many numbers of each vector stand in one word of the processor.
WORD = 64
# So many vectors are looked at together: what is counted of these stays in the processor's own memory.
TOGETHER = 16_384


class Sketch:
    """The signs of vectors of length one, given in parts."""

    def __init__(self, mean: "Numbers", parts: "Iterable[Numbers]") -> None:
        import numpy

        self.mean = mean
        signs, scales, shares, set_bits = [], [], [], []
        for part in parts:
            differing = part - mean
            signs.append(_words(differing > 0))
            size = numpy.abs(differing).sum(axis=1)
            # What lies in the mean itself is as near as that is.
            scales.append((differing * differing).sum(axis=1) / numpy.maximum(size, 1e-9))
            shares.append(part @ mean)
            set_bits.append((differing > 0).sum(axis=1))
        # The first words of all vectors, then the second ones: what is counted together stands together.
        self.words = numpy.ascontiguousarray(numpy.concatenate(signs).T)
        self.scales = numpy.concatenate(scales).astype(numpy.float32)
        self.shares = numpy.concatenate(shares).astype(numpy.float32)
        self.set_bits = numpy.concatenate(set_bits).astype(numpy.float32)

    def similarities(self, asked: "Numbers") -> "Numbers":
        """Return about how near each vector is to `asked`, of length one; what all have in common is left out."""
        import numpy

        wanted = asked - self.mean
        low, high = float(wanted.min()), float(wanted.max())
        step = max(high - low, 1e-9) / (2**BITS - 1)
        levels = numpy.rint((wanted - low) / step).astype(numpy.uint8)
        counted = self._counted(levels).astype(numpy.float32)
        # The sum of what is asked where a sign is positive, less where it is not.
        counted *= 2 * step
        counted += (2 * low) * self.set_bits
        counted -= low * len(wanted) + step * float(levels.sum(dtype=numpy.int64))
        counted *= self.scales
        counted += self.shares
        return counted

    def _counted(self, levels: "Numbers") -> "Numbers":
        """Return for each vector the sum of these numbers, of at most BITS bits, where its sign is positive."""
        import numpy

        planes = [_words((levels[None, :] >> bit) & 1 > 0)[0] for bit in range(BITS)]
        counted = numpy.zeros(self.words.shape[1], dtype=numpy.uint16)
        for at in range(0, len(counted), TOGETHER):
            some = counted[at : at + TOGETHER]
            for bit, plane in reversed(list(enumerate(planes))):
                for word, mask in zip(self.words[:, at : at + TOGETHER], plane, strict=True):
                    some += numpy.bitwise_count(word & mask)
                if bit:
                    some <<= 1
        return counted


def _words(bits: "Numbers") -> "Numbers":
    """Return rows of bits as rows of words, filled up with zeros."""
    import numpy

    filled = numpy.pad(bits, ((0, 0), (0, -bits.shape[1] % WORD)))
    return numpy.packbits(filled, axis=1).view(numpy.uint64)
