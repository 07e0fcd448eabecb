"""The tests' settings, with the four eyes of production."""

from gouden.settings.test import *  # noqa: F403

GOUDEN_FOUR_EYES = True
