"""Files between being looked at and being read in: each for one editor, one kind of entry and one hour."""

import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from cases.models import FileImport, Upload

KEPT = datetime.timedelta(hours=1)
# A long file waits until a job has looked at it.
LONG_KEPT = datetime.timedelta(days=1)
NOT_READ_IN = (FileImport.State.CHECKING, FileImport.State.WRONG, FileImport.State.READY)


def keep(*, by: User, kind: str, name: str, content: bytes, fingerprint: str) -> Upload:
    """Keep a file whose reading would do what `fingerprint` says, and erase those nobody came back for."""
    erase_old()
    return Upload.objects.create(by=by, kind=kind, name=name[-200:], content=content, fingerprint=fingerprint)


def find(*, by: User, kind: str, token: str) -> Upload | None:
    """Return the file `by` kept under `token`, locked until the transaction ends; None when its time is over."""
    kept = Upload.objects.select_for_update().filter(by=by, kind=kind, token=token)
    return kept.filter(at__gt=timezone.now() - KEPT).first()


def erase_old() -> int:
    """Erase what nobody came back for and return how many that were."""
    long_ones = FileImport.objects.filter(state__in=NOT_READ_IN, at__lte=timezone.now() - LONG_KEPT)
    return long_ones.delete()[0] + Upload.objects.filter(at__lte=timezone.now() - KEPT).delete()[0]
