"""The tests: fast hashes, a database file (WAL as in real life), static files straight from their folders."""

import tempfile

from gouden import env
from gouden.settings.base import *  # noqa: F403

SECRET_KEY = "for the tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
GOUDEN_BASE_URL = "https://gouden.test"
# The rows of a test are not seen from another process.
GOUDEN_STEPS_APART = False
# Tests that ask for it send mail themselves, so that no thread outlives one.
GOUDEN_MAIL_AT_ONCE = False
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# Most tests have one editor, who does everything; tests of four eyes set it.
GOUDEN_FOUR_EYES = False
# The tests come from one address; tests of the limit set one.
GOUDEN_API_LIMIT = GOUDEN_API_KEY_LIMIT = GOUDEN_FORM_LIMIT = GOUDEN_FORM_DAY_LIMIT = GOUDEN_NOTE_LIMIT = 0
GOUDEN_MAILBOX_LIMIT = GOUDEN_MAILBOX_DAY_LIMIT = GOUDEN_CONFIRM_LIMIT = 0
# Rows of tests come without a verb, which would say that pages are no longer right; tests of kept pages set it.
GOUDEN_KEPT_PAGES_MB = 0
# Search by words; tests of meaning ask for a model. `.ci/deep` runs those of search a second time with one.
GOUDEN_EMBEDDERS = ["tests.hashed_words.HashedWords"] if env.boolean("GOUDEN_TEST_MEANING", False) else []

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A name of its own, because an in-memory database leaks connections in live_server.
    # Its folder goes with the process.
    folder = tempfile.TemporaryDirectory(prefix="gouden-test-", ignore_cleanup_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": f"{folder.name}/test.sqlite3"}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
GOUDEN_STYLE_GUIDE = True
# Tests of the second factor ask for it.
GOUDEN_REQUIRE_SECOND_FACTOR = False
