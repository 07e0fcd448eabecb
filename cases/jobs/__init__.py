"""Work that takes longer than a request, in batches that are each whole; begin with `running`.

`asking` decides what a request does itself and what it leaves to a job, `kinds` holds what the kinds of job do,
`running` takes a job up, moves it on and takes it up again after whoever was at it is gone, `workers` knows whether
anybody is there to do it.
"""

from cases.jobs.asking import (
    AT_ONCE,
    Refreshed,
    act_on_many,
    follow_day,
    make_vectors,
    rebuild,
    refresh,
    refresh_everywhere,
)
from cases.jobs.running import STOPPED, erase_old, finish, restart, restartable, run, take_up_silent, unattended

__all__ = [
    "AT_ONCE",
    "STOPPED",
    "Refreshed",
    "act_on_many",
    "erase_old",
    "finish",
    "follow_day",
    "make_vectors",
    "rebuild",
    "refresh",
    "refresh_everywhere",
    "restart",
    "restartable",
    "run",
    "take_up_silent",
    "unattended",
]
