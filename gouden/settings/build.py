"""Only to collect the static files of an image, which do not depend on the environment."""

from gouden.settings.base import *  # noqa: F403

SECRET_KEY = "collects static files and signs nothing"
