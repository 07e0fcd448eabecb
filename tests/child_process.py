"""Processes that tests start, and that end when the tests do, however that went."""

import shutil


def ending_with_us(command: list[str]) -> list[str]:
    """Return `command` so that the kernel asks it to stop when who started it is gone, where this machine can."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command
