"""How the steps of a batch go, and so whether more of them end in time."""

from collections.abc import Callable

Clock = Callable[[], float]


class Pace:
    """The pace of one batch: asked after each row or step, it knows how long the slowest took."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        """Begin now a batch of at most so many seconds by `clock`."""
        self.clock, self.last, self.slowest = clock, clock(), 0.0
        self.end = self.last + seconds
        # As many rows are done until the clock is looked at again.
        self.rows = 1

    def has_time(self) -> bool:
        """Whether one more step or row, as slow as the slowest so far, ends in time; asked after each."""
        now = self.clock()
        self.slowest, self.last, self.rows = max(self.slowest, (now - self.last) / self.rows), now, 1
        return now + self.slowest < self.end

    def fitting(self, rows: int) -> int:
        """Return how many of `rows` rows a step takes that does them together: one while nobody knows how slow they
        are, then as many as end in time.
        """
        fit = int((self.end - self.last) / self.slowest) if self.slowest else 1
        self.rows = max(1, min(rows, fit))
        return self.rows
