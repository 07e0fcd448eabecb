"""What manage.py runs, and how it ends: by one sentence where what went wrong is not ours."""

import errno
import sqlite3

from django.core.management import execute_from_command_line
from django.db import OperationalError

from gouden.env import BadEnvironment

# What a shell says of a command that Ctrl+C ended.
INTERRUPTED = 130
FULL = "De schijf is vol. Maak ruimte, en begin opnieuw: wat al klaar was blijft."
READ_ONLY = "De map of het bestand van de database is niet te beschrijven. Kies met DATABASE_URL een andere plek."


def run(arguments: list[str]) -> str | int:
    """Run a command; return what `sys.exit` is to say. Anything unforeseen is raised, with all that it tells."""
    try:
        execute_from_command_line(arguments)
    except BadEnvironment as error:
        return f"Gouden start niet: {error}"
    except KeyboardInterrupt:
        return INTERRUPTED
    except (OSError, OperationalError) as error:
        if sentence := _sentence(error):
            return sentence
        raise
    return 0


def _sentence(error: BaseException) -> str:
    """Return what is the matter with the disk; empty for anything else."""
    match error:
        case OSError(errno=errno.ENOSPC):
            return FULL
        case OSError(errno=errno.EACCES | errno.EROFS):
            return f"{READ_ONLY} ({error.filename})" if error.filename else READ_ONLY
        case OperationalError(__cause__=sqlite3.OperationalError() as cause):
            return _of_sqlite(cause)
    return ""


def _of_sqlite(error: sqlite3.OperationalError) -> str:
    # The last byte says what kind it is, those before it of what sort.
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_FULL:
            return FULL
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return READ_ONLY
    return ""
