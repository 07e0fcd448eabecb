"""The tests' settings, with the static files as production has them: collected, named by their content, compressed."""

import os

from gouden.settings.test import *  # noqa: F403

STATIC_ROOT = os.environ["GOUDEN_E2E_STATIC"]
STORAGES["staticfiles"] = {"BACKEND": "gouden.web.http.bundle.BundledStaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
