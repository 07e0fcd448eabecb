"""Signing in as an editor does, with an app that shows codes."""

import re
import time
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "een lang wachtwoord"


def editor(name: str = "redactie") -> User:
    """An account that may enter the admin, and may do everything there."""
    return User.objects.create_superuser(name, password=PASSWORD)


def colleague(name: str = "collega") -> User:
    """An account that may enter the admin, and do nothing there."""
    return User.objects.create_user(name, password=PASSWORD, is_staff=True)


def give_password(client: Client, password: str = PASSWORD, *, name: str = "redactie", **given: Any) -> Any:
    return client.post("/admin/login/", {"username": name, "password": password}, **given)


def give_code(client: Client, code: str, **given: Any) -> Any:
    return client.post("/admin/login/code/", {"code": code}, **given)


def shown(user: User) -> str:
    """What the app of `user` shows now."""
    return code_of(TOTPDevice.objects.get(user=user))


def code_of(device: TOTPDevice, *, steps: int = 0) -> str:
    """What an app with the key of `device` shows, or will after so many `steps` of half a minute."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06}"


def set_up(client: Client, user: User) -> list[str]:
    """Sign in for the first time, set up an app, and return the recovery codes."""
    give_password(client, name=user.get_username())
    client.get("/admin/login/instellen/")
    page = client.post("/admin/login/instellen/", {"code": shown(user)}).content.decode()
    return re.findall(r"<code>(\d{4} \d{4} \d{4})</code>", page)


def forget_use(user: User) -> None:
    """Let the app's last code count as not used: half a minute went by."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)


def is_in(client: Client) -> bool:
    return bool(client.get("/admin/").status_code == 200)
