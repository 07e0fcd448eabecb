"""Whether it makes sense to ask a server again that did not answer."""

import time
from collections.abc import Callable


class Breaker:
    """After FAILURES in a row nobody asks for PAUSE seconds; then one failure is enough for another pause.

    Each process has its own. Two threads at once may both count, or both ask: that does no harm.
    """

    FAILURES, PAUSE = 3, 60.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nobody should ask now."""
        return self._clock() < self._until

    def succeeded(self) -> None:
        """Note that the server answered well."""
        self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        self._failures += 1
        if self._failures >= self.FAILURES:
            self._until = self._clock() + self.PAUSE
