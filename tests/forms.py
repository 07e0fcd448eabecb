"""What a browser sends along with a form that a person filled in."""

import time

from gouden.web.guard.guarded_form import stamp


def opened(seconds_ago: float = 60) -> dict[str, str]:
    """Return the hidden fields of a form that was opened some time ago."""
    return {"website": "", "geopend": stamp(time.time() - seconds_ago)}
