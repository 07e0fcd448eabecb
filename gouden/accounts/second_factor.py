"""The second factor: an app that shows a code each half minute (TOTP, RFC 6238), and recovery codes for without it."""

import base64
import secrets

import django_otp
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gouden.web.operations import audit

APP_DIGITS, RECOVERY_DIGITS = 6, 12
RECOVERY_CODES = 10


def app_of(user: User) -> TOTPDevice | None:
    """Return the app that `user` set up, if any."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_needed(user: User) -> bool:
    """Return whether a password alone does not let `user` in."""
    return settings.GOUDEN_REQUIRE_SECOND_FACTOR or app_of(user) is not None


def prepare(user: User) -> TOTPDevice:
    """Return the app that `user` is about to set up: with the same key until it is confirmed."""
    with transaction.atomic():
        _lock(user)
        return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})[0]


def key_as_text(device: TOTPDevice) -> str:
    """Return the key as an app wants it typed: base32, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def confirm(user: User, code: str) -> TOTPDevice | None:
    """Take the prepared app in use if it shows `code`, and return it."""
    with transaction.atomic():
        _lock(user)
        device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
        if device is None or app_of(user) or not device.verify_token(code):
            return None
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    audit.record("set second factor", actor=user.get_username())
    return device


def verify(user: User, code: str) -> Device | None:
    """Return what `code` is of: the app, or the recovery codes, of which it is then used up. None: it is not right."""
    device: Device | None = app_of(user)
    if len(code) != APP_DIGITS:
        device, code = StaticDevice.objects.filter(user=user).first(), _fingerprint(code)
    verified = django_otp.verify_token(user, device.persistent_id, code) if device else None
    if isinstance(verified, StaticDevice):
        audit.record("use recovery code", actor=user.get_username())
    return verified


def issue_recovery_codes(user: User) -> list[str]:
    """Give `user` new recovery codes in place of those there are. Only now anyone can read them."""
    codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        _lock(user)
        device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "herstelcodes"})
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=device, token=_fingerprint(code)) for code in codes)
    audit.record("issue recovery codes", actor=user.get_username())
    return codes


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes `user` did not use yet."""
    return StaticToken.objects.filter(device__user=user).count()


def reset(user: User, *, by: User | None) -> None:
    """Take the second factor of `user` away: sessions that it opened end, and the next sign-in sets up a new one."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    audit.record(
        "reset second factor", object=f"account {user.get_username()}", actor=by.get_username() if by else None
    )


def _lock(user: User) -> None:
    """Let two requests of `user` not both make what there is one of."""
    User.objects.select_for_update().get(pk=user.pk)


def _fingerprint(code: str) -> str:
    """Return what is kept of a recovery code. As long as its column is, and of no use without SECRET_KEY."""
    return salted_hmac("gouden.accounts.recovery", code, algorithm="sha256").hexdigest()[:16]
