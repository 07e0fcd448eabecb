"""The tests' settings, with a real mail server."""

import os

from gouden.settings.test import *  # noqa: F403
from tests.mail_server import mailer

MAILERS = mailer(int(os.environ["GOUDEN_E2E_MAIL_PORT"]))
GOUDEN_MAIL_AT_ONCE = True
