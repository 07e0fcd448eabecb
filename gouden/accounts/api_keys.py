"""Keys for the API: handed out once, recognised by their fingerprint, revoked."""

import datetime
import hashlib
import logging
import secrets

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from gouden.accounts.models import ApiKey
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# So that whoever finds one in a repository or a log knows what it is.
MARK = "gouden_"
# 256 bits: nobody guesses one, so a plain SHA-256 is enough to keep it by.
BYTES = 32
PREFIX_LENGTH = len(MARK) + 6
USE_IS_KEPT_TO = datetime.timedelta(hours=1)


def issue(*, key: ApiKey, by: User | None) -> str:
    """Save `key` as a new key and return its text: the only time anyone can read it."""
    text = MARK + secrets.token_urlsafe(BYTES)
    key.prefix, key.digest, key.issued_by = text[:PREFIX_LENGTH], _digest(text), by
    key.save(force_insert=True)
    _log("issue", key, by)
    return text


def revoke(*, key: ApiKey, by: User | None) -> None:
    """Refuse `key` from now on. One that was revoked before keeps its date."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log("revoke", key, by)


def recognise(text: str) -> ApiKey | None:
    """Return the key of which this is the text, and note its use; None for an unknown or a revoked one."""
    key = ApiKey.objects.filter(digest=_digest(text), revoked_at=None).first()
    if key:
        now = timezone.now()
        if key.last_used_at is None or key.last_used_at <= now - USE_IS_KEPT_TO:
            stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_IS_KEPT_TO)
            ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
    return key


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _log(verb: str, key: ApiKey, by: User | None) -> None:
    logger.info("%s: API key %s", verb, key.prefix, extra=event(verb, "API key", key.prefix, by))
