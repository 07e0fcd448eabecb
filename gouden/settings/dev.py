"""A demo or a developer's machine: SQLite, nothing to configure, loopback only."""

import time

from gouden import env
from gouden.settings.base import *  # noqa: F403

DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "for the local demo only, never in production")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

# Straight from their folders: nothing has to be collected first, and a change shows at once.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# Templates and styles change between starts, so an ETag lives no longer than the process.
GOUDEN_RELEASE = f"dev-{time.time():.0f}"

# So that a template or style that was changed shows at once.
GOUDEN_KEPT_PAGES_MB = 0 if DEBUG else GOUDEN_KEPT_PAGES_MB

GOUDEN_STYLE_GUIDE = True
# There is one account.
GOUDEN_FOUR_EYES = env.boolean("GOUDEN_FOUR_EYES", False)
GOUDEN_REQUIRE_SECOND_FACTOR = env.boolean("GOUDEN_REQUIRE_SECOND_FACTOR", False)
