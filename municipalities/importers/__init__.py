"""Taking over the reference lists of provinces, municipalities, their changes and regions.

The lists are the authority on what they hold, so an import overwrites it; slugs, and whatever the lists do not hold,
stay as they are. Nothing is ever deleted: what is missing from a list stays, since cases may refer to it.
"""

from pathlib import Path

from django.db import transaction

from municipalities.importers import files
from municipalities.importers.checking import check
from municipalities.importers.files import FileRow, RefusedFile
from municipalities.importers.report import ImportReport
from municipalities.importers.statistics import renew_statistics
from municipalities.importers.stored import Stored
from municipalities.importers.writing import write

__all__ = ["ImportReport", "import_reference", "renew_statistics"]


def import_reference(folder: Path, *, dry_run: bool = False) -> ImportReport:
    """Bring the database in line with the three lists in `folder` and return what was added, updated and unchanged.

    All or nothing: when the report holds refusals, nothing was written. With `dry_run` everything is done and rolled
    back. Who calls this makes the public places anew afterwards (`cases.publishing.refresh_places`).
    """
    report = ImportReport()
    lists = _read(folder, report)
    if report.refusals:
        return report
    with transaction.atomic():
        stored = Stored.load()
        rows = check(lists, stored, report)
        if not report.refusals:
            write(rows, stored, report)
        if report.changed:
            renew_statistics()
        if dry_run:
            transaction.set_rollback(True)
    return report


def _read(folder: Path, report: ImportReport) -> dict[str, list[FileRow]]:
    """Return the lines of each list; a list that cannot be read as a whole goes into the report."""
    lists = {}
    for name, columns in files.COLUMNS.items():
        try:
            lists[name] = files.read(folder / name, columns)
        except RefusedFile as error:
            report.refusals += error.refusals
    return lists
