"""The tests' settings, with a real mail server."""

import os

from gouden.settings.test import *  # noqa: F403

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": int(os.environ["GOUDEN_E2E_MAIL_PORT"]), "timeout": 10},
    }
}
