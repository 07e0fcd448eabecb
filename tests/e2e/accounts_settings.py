"""The tests' settings, with the second factor that production asks."""

from gouden.settings.test import *  # noqa: F403

GOUDEN_REQUIRE_SECOND_FACTOR = True
